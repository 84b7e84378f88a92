// Evaluates scripts, a JSON list of texts in the first file, each of which is a
// list of strings, and writes the UTF-16 code units of each to the second.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper

def shell = new GroovyShell()
def answer = new JsonSlurper().parse(new File(args[0]), 'UTF-8').collect { text ->
    shell.evaluate(text).collect { s -> s.toString().collect { (int) (it as char) } }
}
new File(args[1]).setText(JsonOutput.toJson(answer), 'UTF-8')
