import Plugins
import TextmillCommand

await Textmill.main(stages: registeredStages, bundledFiles: bundledFiles)
