import Plugins

print(registeredStages.count)
