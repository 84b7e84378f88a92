// Prints what a declarative pipeline says in agent { kubernetes { … } }, as JSON.
abstract class Recorder extends Script {
    static Map options = [:]

    def methodMissing(String name, arguments) {
        def last = arguments ? arguments[-1] : null
        if (last instanceof Closure) {
            last.delegate = this
            last.call()
        } else {
            options[name] = last
        }
    }
}

def configuration = new org.codehaus.groovy.control.CompilerConfiguration(scriptBaseClass: Recorder.name)
def pipeline = new File(args[0]).getText('UTF-8').replaceAll(/(?s)\n    stages \{.*/, '\n}\n')
new GroovyShell(this.class.classLoader, new Binding(), configuration).evaluate(pipeline)
println groovy.json.JsonOutput.toJson(Recorder.options)
