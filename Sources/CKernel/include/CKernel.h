#pragma once
// What the text kernel needs from C: instructions that Swift cannot name. Everything else is in Swift.
#include "chain.h"
#include "descent.h"
#include "digest.h"
#include "labels.h"
#include "scan.h"
