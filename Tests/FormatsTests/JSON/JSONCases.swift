import Testing

// What the JSON reader takes and what it refuses, in the manner of the public JSON parsing suites. An odd row says why.

/// Texts that are JSON; some are left to the reader by RFC 8259 and accepted by ours.
let acceptedJSON: [String] = [
    #"null"#,
    #"true"#,
    #"false"#,
    #"0"#,
    #"-0"#,
    #"-0.0"#,
    #"1"#,
    #"-1"#,
    #"123456789012345678901234567890"#,
    #"1.5"#,
    #"1.10"#,
    #"0.1"#,
    #"-0.1e-2"#,
    #"1e5"#,
    #"1E5"#,
    #"1e+5"#,
    #"1e-5"#,
    #"1E+05"#,
    #"0e1"#,
    #"0e+1"#,
    #"20e1"#,
    #"123.456e78"#,
    #"1e9999"#,  // beyond a double; numbers keep their text
    #"-1e9999"#,
    #"1e-9999"#,
    #"9007199254740993"#,
    #"18446744073709551616"#,
    #"0.30000000000000000000001"#,
    #""""#,
    #"" ""#,
    #""a""#,
    #""\u0041""#,
    #""\u00e9\u4E2d""#,
    #""\ud83d\ude00""#,  // a pair of surrogates
    #""\uD834\udd1e""#,
    #""\uDBFF\uDFFF""#,  // the last scalar
    #""\u0000""#,  // NUL is a character like others
    #""\u001f""#,
    #""\u007f""#,
    #""\u2028\u2029""#,
    #""\uFEFF""#,
    #""\uFFFE\uFFFF""#,  // noncharacters are characters
    #""\uFDD0""#,
    #""\"\\\/\b\f\n\r\t""#,
    #""\\u0041""#,
    #""\\\"""#,
    #""\\n""#,
    #""/""#,
    #""'""#,
    #""é 新聞 👩‍👩‍👧""#,
    #""\u0065\u0301""#,
    #"[]"#,
    #"{}"#,
    #"[[]]"#,
    #"[{}]"#,
    #"{"a":[]}"#,
    #"[1]"#,
    #"[1,2]"#,
    #"[1, 2 , 3 ]"#,
    #"[null,true,false,"",0,{},[]]"#,
    #"[""]"#,
    #"["a","b"]"#,
    #"{"a":1}"#,
    #"{"a":1,"b":2}"#,
    #"{"":0}"#,
    #"{"\u0000":1}"#,
    #"{"a b":{"c":{"d":null}}}"#,
    #"{"é":1}"#,
    #"{ "a" : 1 , "b" : [ 1 , 2 ] }"#,
    #"[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]"#,
    #"[1,[2,[3,[4]]]]"#,
    #"{"a":{"a":{"a":{}}}}"#,
    #"{"a":1,"A":2}"#,  // keys differ by case
    #"{"min":-1.0e+28,"max":1.0e+28}"#,
    #"[0,-0,0.0,-0.0]"#,
    #""0123456789abcdef""#,  // exactly one block
    #""0123456789abcde""#,
    #""0123456789abcdef0""#,
    #""0123456789abcde\n""#,  // an escape over the border of a block
    #""0123456789abcd\u00e9f""#,
    #""éééééééé""#,
    #""0123456789abcdé""#,  // two bytes over the border of a block
    #"[1.0,1e1,1E-1]"#,
    #"[ ]"#,
    #"{ }"#,
]

/// A text that is not JSON, and the whole message about it.
struct RejectedJSON: Sendable, CustomTestStringConvertible {
    var bytes: [UInt8]
    var message: String
    init(_ text: String, _ message: String) { (bytes, self.message) = (Array(text.utf8), message) }
    init(_ bytes: [UInt8], _ message: String) { (self.bytes, self.message) = (bytes, message) }
    var testDescription: String { message }
}

/// Texts that are not JSON.
let rejectedJSON: [RejectedJSON] = [
    .init(#""#, #"1:1: expected a value, found the end of the JSON text"#),
    .init(#" "#, #"1:2: expected a value, found the end of the JSON text"#),
    .init(#"nul"#, #"1:1: expected 'null', found 'nul'"#),
    .init(#"nulll"#, #"1:1: expected 'null', found 'nulll'"#),
    .init(#"null x"#, #"1:6: expected the end of the JSON text, found 'x'"#),
    .init(#"nullnull"#, #"1:1: expected 'null', found 'nullnull'"#),
    .init(#"True"#, #"1:1: expected a value, found 'True'"#),
    .init(#"TRUE"#, #"1:1: expected a value, found 'TRUE'"#),
    .init(#"tru"#, #"1:1: expected 'true', found 'tru'"#),
    .init(#"truth"#, #"1:1: expected 'true', found 'truth'"#),
    .init(#"fals"#, #"1:1: expected 'false', found 'fals'"#),
    .init(#"None"#, #"1:1: expected a value, found 'None'"#),
    .init(#"undefined"#, #"1:1: expected a value, found 'undefined'"#),
    .init(#"NaN"#, #"1:1: expected a value, found 'NaN'"#),
    .init(#"-NaN"#, #"1:2: expected a digit after '-', found 'NaN'"#),
    .init(#"Infinity"#, #"1:1: expected a value, found 'Infinity'"#),
    .init(#"-Infinity"#, #"1:2: expected a digit after '-', found 'Infinity'"#),
    .init(#"inf"#, #"1:1: expected a value, found 'inf'"#),
    .init(#"nan"#, #"1:1: expected 'null', found 'nan'"#),
    .init(#"abc"#, #"1:1: expected a value, found 'abc'"#),
    .init(#"*"#, #"1:1: expected a value, found '*'"#),
    .init(#"é"#, #"1:1: expected a value, found 'é'"#),
    .init(#":"#, #"1:1: expected a value, found ':'"#),
    .init(#","#, #"1:1: expected a value, found ','"#),
    .init(#"]"#, #"1:1: expected a value, found ']'"#),
    .init(#"}"#, #"1:1: expected a value, found '}'"#),
    .init(#"["#, #"1:2: expected a value, found the end of the JSON text"#),
    .init(#"{"#, #"1:2: expected a key or '}', found the end of the JSON text"#),
    .init(#"[1"#, #"1:3: expected ',' or ']' after a value, found the end of the JSON text"#),
    .init(#"[1,"#, #"1:4: expected a value after ',', found the end of the JSON text"#),
    .init(#"[1,]"#, #"1:4: expected a value after ',', found ']'"#),
    .init(#"[,1]"#, #"1:2: expected a value, found ','"#),
    .init(#"[1,,2]"#, #"1:4: expected a value, found ','"#),
    .init(#"[,]"#, #"1:2: expected a value, found ','"#),
    .init(#"[1 2]"#, #"1:4: expected ',' or ']' after a value, found '2'"#),
    .init(#"[1;2]"#, #"1:3: expected ',' or ']' after a value, found ';'"#),
    .init(#"["a" "b"]"#, #"1:6: expected ',' or ']' after a value, found a double quote"#),
    .init(#"["a""#, #"1:5: expected ',' or ']' after a value, found the end of the JSON text"#),
    .init(#"["a","#, #"1:6: expected a value after ',', found the end of the JSON text"#),
    .init(#"[1}"#, #"1:3: expected ',' or ']' after a value, found '}'"#),
    .init(#"[1]]"#, #"1:4: expected the end of the JSON text, found ']'"#),
    .init(#"[1],"#, #"1:4: expected the end of the JSON text, found ','"#),
    .init(#"[]]"#, #"1:3: expected the end of the JSON text, found ']'"#),
    .init(#"[[]"#, #"1:4: expected ',' or ']' after a value, found the end of the JSON text"#),
    .init(#"[[1]"#, #"1:5: expected ',' or ']' after a value, found the end of the JSON text"#),
    .init(#"[}"#, #"1:2: expected a value, found '}'"#),
    .init(#"[true"#, #"1:6: expected ',' or ']' after a value, found the end of the JSON text"#),
    .init(#"[a]"#, #"1:2: expected a value, found 'a'"#),
    .init(#"[1:2]"#, #"1:3: expected ',' or ']' after a value, found ':'"#),
    .init(#"["x"]]"#, #"1:6: expected the end of the JSON text, found ']'"#),
    .init(#"[1]x"#, #"1:4: expected the end of the JSON text, found 'x'"#),
    .init(#"{1:2}"#, #"1:2: expected a key or '}', found '1'"#),
    .init(#"{"a""#, #"1:5: expected ':' after a key, found the end of the JSON text"#),
    .init(#"{"a":"#, #"1:6: expected a value, found the end of the JSON text"#),
    .init(#"{"a":1"#, #"1:7: expected ',' or '}' after a value, found the end of the JSON text"#),
    .init(#"{"a":1,"#, #"1:8: expected a key after ',', found the end of the JSON text"#),
    .init(#"{"a":1,}"#, #"1:8: expected a key after ',', found '}'"#),
    .init(#"{"a":1,,"b":2}"#, #"1:8: expected a key after ',', found ','"#),
    .init(#"{,}"#, #"1:2: expected a key or '}', found ','"#),
    .init(#"{,"a":1}"#, #"1:2: expected a key or '}', found ','"#),
    .init(#"{"a",1}"#, #"1:5: expected ':' after a key, found ','"#),
    .init(#"{"a"}"#, #"1:5: expected ':' after a key, found '}'"#),
    .init(#"{"a":}"#, #"1:6: expected a value, found '}'"#),
    .init(#"{"a" 1}"#, #"1:6: expected ':' after a key, found '1'"#),
    .init(#"{"a"::1}"#, #"1:6: expected a value, found ':'"#),
    .init(#"{"a":1 "b":2}"#, #"1:8: expected ',' or '}' after a value, found a double quote"#),
    .init(#"{"a":1;"b":2}"#, #"1:7: expected ',' or '}' after a value, found ';'"#),
    .init(#"{"a":1]"#, #"1:7: expected ',' or '}' after a value, found ']'"#),
    .init(#"{a:1}"#, #"1:2: expected a key or '}', found 'a'"#),
    .init(#"{'a':1}"#, #"1:2: expected a key or '}', found a single quote"#),
    .init(#"{"a":'b'}"#, #"1:6: expected a value, found a single quote"#),
    .init(#"{null:1}"#, #"1:2: expected a key or '}', found 'null'"#),
    .init(#"{true:1}"#, #"1:2: expected a key or '}', found 'true'"#),
    .init(#"{[]:1}"#, #"1:2: expected a key or '}', found '['"#),
    .init(#"{"a":1}}"#, #"1:8: expected the end of the JSON text, found '}'"#),
    .init(#"{"a":1}x"#, #"1:8: expected the end of the JSON text, found 'x'"#),
    .init(#"{"a":1}{"b":2}"#, #"1:8: expected the end of the JSON text, found '{'"#),
    .init(#"{}{}"#, #"1:3: expected the end of the JSON text, found '{'"#),
    .init(#"{{}}"#, #"1:2: expected a key or '}', found '{'"#),
    .init(#"{"a":1 /* c */}"#, #"1:8: expected ',' or '}' after a value, found '/'"#),
    .init(#"// c"#, #"1:1: expected a value, found '/'"#),
    .init(#"# c"#, #"1:1: expected a value, found '#'"#),
    .init("[1 // c\n]", #"1:4: expected ',' or ']' after a value, found '/'"#),
    .init(#"[] # c"#, #"1:4: expected the end of the JSON text, found '#'"#),
    .init(#"""#, #"1:1: the string has no closing quote"#),
    .init(#""a"#, #"1:1: the string has no closing quote"#),
    .init(#""\"#, #"1:1: the string has no closing quote"#),
    .init(#""\""#, #"1:1: the string has no closing quote"#),
    .init(#""\\\""#, #"1:1: the string has no closing quote"#),
    .init(#"'a'"#, #"1:1: expected a value, found a single quote"#),
    .init(#""a"b"#, #"1:4: expected the end of the JSON text, found 'b'"#),
    .init(#""a""b""#, #"1:4: expected the end of the JSON text, found a double quote"#),
    .init(#"a""#, #"1:1: expected a value, found 'a'"#),
    .init(#""\a""#, #"1:2: there is no escape '\a'"#),
    .init(#""\x41""#, #"1:2: there is no escape '\x'"#),
    .init(#""\'""#, #"1:2: there is no escape '\''"#),
    .init(#""\0""#, #"1:2: there is no escape '\0'"#),
    .init(#""\ ""#, #"1:2: there is no escape '\ '"#),
    .init(#""\é""#, #"1:2: there is no escape '\é'"#),
    .init(#""\U0041""#, #"1:2: there is no escape '\U'"#),
    .init(#""\u""#, #"1:4: expected four hexadecimal digits after '\u', found a double quote"#),
    .init(#""\u0"#, #"1:5: expected four hexadecimal digits after '\u', found the end of the JSON text"#),
    .init(#""\u00""#, #"1:6: expected four hexadecimal digits after '\u', found a double quote"#),
    .init(#""\u004""#, #"1:7: expected four hexadecimal digits after '\u', found a double quote"#),
    .init(#""\u004g""#, #"1:7: expected four hexadecimal digits after '\u', found 'g'"#),
    .init(#""\u 041""#, #"1:4: expected four hexadecimal digits after '\u', found a space"#),
    .init(#""\u+041""#, #"1:4: expected four hexadecimal digits after '\u', found '+'"#),
    .init(#""\u-041""#, #"1:4: expected four hexadecimal digits after '\u', found '-'"#),
    .init(#""\u{41}""#, #"1:4: expected four hexadecimal digits after '\u', found '{'"#),
    .init(#""\ud800""#, #"1:2: '\ud800' is half a character: there is no low surrogate after it"#),
    .init(#""\uD800"#, #"1:2: '\uD800' is half a character: there is no low surrogate after it"#),
    .init(#""\ud800\u""#, #"1:10: expected four hexadecimal digits after '\u', found a double quote"#),
    .init(#""\ud800\u0041""#, #"1:2: '\ud800' is half a character: there is no low surrogate after it"#),
    .init(#""\ud800\ud800""#, #"1:2: '\ud800' is half a character: there is no low surrogate after it"#),
    .init(#""\ud800\n""#, #"1:2: '\ud800' is half a character: there is no low surrogate after it"#),
    .init(#""\ud800x""#, #"1:2: '\ud800' is half a character: there is no low surrogate after it"#),
    .init(#""\ud800\ud8""#, #"1:12: expected four hexadecimal digits after '\u', found a double quote"#),
    .init(#""\udc00""#, #"1:2: '\udc00' is half a character: there is no high surrogate before it"#),
    .init(#""\udc00\ud800""#, #"1:2: '\udc00' is half a character: there is no high surrogate before it"#),
    .init(#""\udfff x""#, #"1:2: '\udfff' is half a character: there is no high surrogate before it"#),
    .init(#""a\ud83d b""#, #"1:3: '\ud83d' is half a character: there is no low surrogate after it"#),
    .init(#""\uDBFF""#, #"1:2: '\uDBFF' is half a character: there is no low surrogate after it"#),
    .init(#"{"\ud800":1}"#, #"1:3: '\ud800' is half a character: there is no low surrogate after it"#),
    .init(#"+1"#, #"1:1: expected a value, found '+'"#),
    .init(#"++1"#, #"1:1: expected a value, found '+'"#),
    .init(#"-"#, #"1:2: expected a digit after '-', found the end of the JSON text"#),
    .init(#"--1"#, #"1:2: expected a digit after '-', found '-'"#),
    .init(#"-a"#, #"1:2: expected a digit after '-', found 'a'"#),
    .init(#"- 1"#, #"1:2: expected a digit after '-', found a space"#),
    .init(#"01"#, #"1:1: a number must not begin with a zero before other digits"#),
    .init(#"-01"#, #"1:1: a number must not begin with a zero before other digits"#),
    .init(#"00"#, #"1:1: a number must not begin with a zero before other digits"#),
    .init(#"0123"#, #"1:1: a number must not begin with a zero before other digits"#),
    .init(#"08.5"#, #"1:1: a number must not begin with a zero before other digits"#),
    .init(#"1."#, #"1:3: expected a digit after '.', found the end of the JSON text"#),
    .init(#"1.e1"#, #"1:3: expected a digit after '.', found 'e1'"#),
    .init(#".5"#, #"1:1: expected a value, found '.'"#),
    .init(#"-.5"#, #"1:2: expected a digit after '-', found '.'"#),
    .init(#"0."#, #"1:3: expected a digit after '.', found the end of the JSON text"#),
    .init(#"1..2"#, #"1:3: expected a digit after '.', found '.'"#),
    .init(#"1.2.3"#, #"1:4: expected the end of the JSON text, found '.'"#),
    .init(#"1e"#, #"1:3: expected a digit in the exponent, found the end of the JSON text"#),
    .init(#"1e+"#, #"1:4: expected a digit in the exponent, found the end of the JSON text"#),
    .init(#"1E-"#, #"1:4: expected a digit in the exponent, found the end of the JSON text"#),
    .init(#"1ee2"#, #"1:3: expected a digit in the exponent, found 'e2'"#),
    .init(#"1e1.5"#, #"1:4: expected the end of the JSON text, found '.'"#),
    .init(#"1e 5"#, #"1:3: expected a digit in the exponent, found a space"#),
    .init(#"0e"#, #"1:3: expected a digit in the exponent, found the end of the JSON text"#),
    .init(#"0e+"#, #"1:4: expected a digit in the exponent, found the end of the JSON text"#),
    .init(#"0x"#, #"1:2: expected the end of the JSON text, found 'x'"#),
    .init(#"0x1F"#, #"1:2: expected the end of the JSON text, found 'x1F'"#),
    .init(#"0b1"#, #"1:2: expected the end of the JSON text, found 'b1'"#),
    .init(#"0o7"#, #"1:2: expected the end of the JSON text, found 'o7'"#),
    .init(#"1_000"#, #"1:2: expected the end of the JSON text, found '_000'"#),
    .init(#"1,000"#, #"1:2: expected the end of the JSON text, found ','"#),
    .init(#"1a"#, #"1:2: expected the end of the JSON text, found 'a'"#),
    .init(#"1f"#, #"1:2: expected the end of the JSON text, found 'f'"#),
    .init(#"0xG"#, #"1:2: expected the end of the JSON text, found 'xG'"#),
    .init(#"１"#, #"1:1: expected a value, found '１'"#),
    .init(#"1e٣"#, #"1:3: expected a digit in the exponent, found '٣'"#),
    .init(#"-é"#, #"1:2: expected a digit after '-', found 'é'"#),
    .init(#"1.a"#, #"1:3: expected a digit after '.', found 'a'"#),
    .init(#"[1.]"#, #"1:4: expected a digit after '.', found ']'"#),
    .init(#"[-]"#, #"1:3: expected a digit after '-', found ']'"#),
    .init(#"[0e]"#, #"1:4: expected a digit in the exponent, found ']'"#),
    .init(#"[1e]"#, #"1:4: expected a digit in the exponent, found ']'"#),
    .init(#"[+1]"#, #"1:2: expected a value, found '+'"#),
    .init(#"[.1]"#, #"1:2: expected a value, found '.'"#),
    .init(#"[01]"#, #"1:2: a number must not begin with a zero before other digits"#),
    .init(#"[1+2]"#, #"1:3: expected ',' or ']' after a value, found '+'"#),
    .init(#"[1-2]"#, #"1:3: expected ',' or ']' after a value, found '-'"#),
    .init(#"[0 1]"#, #"1:4: expected ',' or ']' after a value, found '1'"#),
    .init(#"[-01]"#, #"1:2: a number must not begin with a zero before other digits"#),
    .init(#"[2.e3]"#, #"1:4: expected a digit after '.', found 'e3'"#),
    .init(#"[1.0e]"#, #"1:6: expected a digit in the exponent, found ']'"#),
    .init(#"[1eE2]"#, #"1:4: expected a digit in the exponent, found 'E2'"#),
    .init(#"(1)"#, #"1:1: expected a value, found '('"#),
    .init(#"<a>"#, #"1:1: expected a value, found '<'"#),
    .init(#"=1"#, #"1:1: expected a value, found '='"#),
    .init(#"%20"#, #"1:1: expected a value, found '%'"#),
    .init(#"\u0041"#, #"1:1: expected a value, found '\'"#),
    .init(#"\n"#, #"1:1: expected a value, found '\'"#),
    .init(#"[\u000A""]"#, #"1:2: expected a value, found '\'"#),
    .init("[\"a\",\n4\n,1,", #"3:4: expected a value after ',', found the end of the JSON text"#),
    .init("[1,\n2,\nx]", #"3:1: expected a value, found 'x'"#),
    .init("{\"a\":\"b\nc\"}", #"1:8: the control character U+000A in a string must be written '\n'"#),
    .init("{\"a\":1,\n \"b\":02}", #"2:6: a number must not begin with a zero before other digits"#),
    .init(#"["é", x]"#, #"1:7: expected a value, found 'x'"#),
    .init(#"["👩‍👩‍👧", x]"#, #"1:11: expected a value, found 'x'"#),
]

/// Bytes which no Swift string can hold, or which one cannot see in one.
let rejectedJSONBytes: [RejectedJSON] = [
    // a line feed in a string
    .init([0x22, 0x0A, 0x22], #"1:2: the control character U+000A in a string must be written '\n'"#),
    // a carriage return
    .init([0x22, 0x0D, 0x22], #"1:2: the control character U+000D in a string must be written '\r'"#),
    // a tab
    .init([0x22, 0x09, 0x22], #"1:2: the control character U+0009 in a string must be written '\t'"#),
    // NUL
    .init([0x22, 0x00, 0x22], #"1:2: the control character U+0000 in a string must be written '\u0000'"#),
    // the last control character
    .init([0x22, 0x1F, 0x22], #"1:2: the control character U+001F in a string must be written '\u001F'"#),
    // an escape sequence of terminals
    .init([0x22, 0x1B, 0x5B, 0x6D, 0x22], #"1:2: the control character U+001B in a string must be written '\u001B'"#),
    // NUL for a value
    .init([0x00], #"1:1: expected a value, found U+0000"#),
    // NUL in an array
    .init([0x5B, 0x00], #"1:2: expected a value, found U+0000"#),
    // NUL after a number
    .init([0x31, 0x00], #"1:2: expected the end of the JSON text, found U+0000"#),
    // a form feed is no white space
    .init([0x0C, 0x5B, 0x5D], #"1:1: expected a value, found U+000C"#),
    // a no-break space is no white space
    .init([0xC2, 0xA0, 0x31], #"1:1: expected a value, found U+00A0"#),
    // a line separator is no white space
    .init([0xE2, 0x80, 0xA8, 0x31], #"1:1: expected a value, found U+2028"#),
    // a vertical tab is no white space
    .init([0x0B, 0x31], #"1:1: expected a value, found U+000B"#),
    // a word joiner
    .init([0xE2, 0x81, 0xA0, 0x31], #"1:1: expected a value, found U+2060"#),
    // a byte order mark alone
    .init([0xEF, 0xBB, 0xBF], #"1:1: expected a value, found a byte order mark (U+FEFF)"#),
    // a byte order mark before an object
    .init([0xEF, 0xBB, 0xBF, 0x7B, 0x7D], #"1:1: expected a value, found a byte order mark (U+FEFF)"#),
    // UTF-16
    .init([0xFE, 0xFF, 0x00, 0x5B, 0x00, 0x5D], #"1:1: expected a value, found the byte 0xFE"#),
    // UTF-16, little-endian
    .init([0xFF, 0xFE, 0x5B, 0x00, 0x5D, 0x00], #"1:1: expected a value, found the byte 0xFF"#),
    // a byte that is in no character
    .init([0xFF], #"1:1: expected a value, found the byte 0xFF"#),
    // the same in a string
    .init([0x22, 0xFF, 0x22], #"1:2: the string is not UTF-8: byte 0xFF at offset 1 begins no character"#),
    // a continuation byte alone
    .init([0x22, 0x80, 0x22], #"1:2: the string is not UTF-8: byte 0x80 at offset 1 begins no character"#),
    // a character cut off by the quote
    .init([0x22, 0xC3, 0x22], #"1:2: the string is not UTF-8: byte 0xC3 at offset 1 begins no character"#),
    // a character cut off by the end
    .init([0x22, 0xC3], #"1:1: the string has no closing quote"#),
    // three bytes cut off
    .init([0x22, 0xE2, 0x82], #"1:1: the string has no closing quote"#),
    // three bytes cut off by the quote
    .init([0x22, 0xE2, 0x82, 0x22], #"1:2: the string is not UTF-8: byte 0xE2 at offset 1 begins no character"#),
    // four bytes cut off
    .init(
        [0x22, 0xF0, 0x9F, 0x98, 0x22],
        #"1:2: the string is not UTF-8: byte 0xF0 at offset 1 begins no character"#),
    // an overlong '/'
    .init([0x22, 0xC0, 0xAF, 0x22], #"1:2: the string is not UTF-8: byte 0xC0 at offset 1 begins no character"#),
    // an overlong two-byte form
    .init([0x22, 0xC1, 0xBF, 0x22], #"1:2: the string is not UTF-8: byte 0xC1 at offset 1 begins no character"#),
    // an overlong three-byte form
    .init(
        [0x22, 0xE0, 0x80, 0xAF, 0x22],
        #"1:2: the string is not UTF-8: byte 0xE0 at offset 1 begins no character"#),
    // an overlong four-byte form
    .init(
        [0x22, 0xF0, 0x80, 0x80, 0xAF, 0x22],
        #"1:2: the string is not UTF-8: byte 0xF0 at offset 1 begins no character"#),
    // a surrogate in UTF-8
    .init(
        [0x22, 0xED, 0xA0, 0x80, 0x22],
        #"1:2: the string is not UTF-8: byte 0xED at offset 1 begins no character"#),
    // a low surrogate in UTF-8
    .init(
        [0x22, 0xED, 0xBF, 0xBF, 0x22],
        #"1:2: the string is not UTF-8: byte 0xED at offset 1 begins no character"#),
    // beyond U+10FFFF
    .init(
        [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22],
        #"1:2: the string is not UTF-8: byte 0xF4 at offset 1 begins no character"#),
    // five bytes
    .init(
        [0x22, 0xF8, 0x88, 0x80, 0x80, 0x80, 0x22],
        #"1:2: the string is not UTF-8: byte 0xF8 at offset 1 begins no character"#),
    // 0xFE
    .init([0x22, 0xFE, 0x22], #"1:2: the string is not UTF-8: byte 0xFE at offset 1 begins no character"#),
    // Latin-1
    .init([0x22, 0xE9, 0x22, 0x2C], #"1:2: the string is not UTF-8: byte 0xE9 at offset 1 begins no character"#),
    // a key in Latin-1
    .init(
        [0x7B, 0x22, 0xE9, 0x22, 0x3A, 0x31, 0x7D],
        #"1:3: the string is not UTF-8: byte 0xE9 at offset 2 begins no character"#),
    // behind the first block
    .init(
        [
            0x22, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0x65, 0x66, 0xFF,
            0x22,
        ],
        #"1:18: the string is not UTF-8: byte 0xFF at offset 17 begins no character"#),
    // cut off at the end of a block
    .init(
        [0x22, 0x30, 0x31, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x61, 0x62, 0x63, 0x64, 0xC3, 0x22],
        #"1:16: the string is not UTF-8: byte 0xC3 at offset 15 begins no character"#),
    // a broken byte outside a string
    .init([0x5B, 0xE5, 0xFF, 0x5D], #"1:2: expected a value, found the byte 0xE5"#),
    // a backslash outside a string
    .init([0x5C, 0x75, 0x30, 0x30, 0x41], #"1:1: expected a value, found '\'"#),
]

/// Bytes that are JSON.
let acceptedJSONBytes: [[UInt8]] = [
    [0x22, 0xC3, 0xA9, 0x22],  // two bytes
    [0x22, 0xE4, 0xBD, 0xA0, 0x22],  // three bytes
    [0x22, 0xF0, 0x9F, 0x98, 0x80, 0x22],  // four bytes
    [0x22, 0x7F, 0x22],  // DEL is no control character of JSON
    [0x22, 0xF4, 0x8F, 0xBF, 0xBF, 0x22],  // U+10FFFF
    [0x22, 0xEF, 0xBF, 0xBE, 0x22],  // a noncharacter, U+FFFE
]
