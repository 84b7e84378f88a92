// Reads YAML documents with SnakeYAML as the configuration-as-code plugin's model
// does: a scalar is its text, but a float, a null or a date is none. Each line of
// the file that the argument names is a document in base64; each line of the output
// is what it means as JSON, or ! and the error.
import groovy.json.JsonOutput
import org.yaml.snakeyaml.LoaderOptions
import org.yaml.snakeyaml.Yaml
import org.yaml.snakeyaml.constructor.SafeConstructor
import org.yaml.snakeyaml.nodes.*

class Model {
    static read(Node node) {
        if (node instanceof MappingNode) {
            def map = [:]
            node.value.each { tuple ->
                if (tuple.keyNode.tag == Tag.MERGE) { // it counts where it stands
                    def sources = tuple.valueNode instanceof SequenceNode ? tuple.valueNode.value : [tuple.valueNode]
                    sources.each { map.putAll(read(it)) }
                } else {
                    map[((ScalarNode) tuple.keyNode).value] = read(tuple.valueNode)
                }
            }
            return map
        }
        if (node instanceof SequenceNode) {
            return node.value.collect { read(it) }
        }
        switch (node.tag) {
            case Tag.FLOAT: case Tag.NULL: return [lost: node.value]
            case Tag.STR: case Tag.INT: case Tag.BOOL: return ((ScalarNode) node).value
            default: throw new IllegalStateException(node.tag.toString() + ' ' + node.value)
        }
    }
}

def utf8 = 'UTF-8'
def out = new StringBuilder()
new File(args[0]).eachLine(utf8) { line ->
    def options = new LoaderOptions()
    options.maxAliasesForCollections = 1000
    def text = new String(line.decodeBase64(), utf8)
    try {
        def node = new Yaml(new SafeConstructor(options)).compose(new StringReader(text))
        out << JsonOutput.toJson(node == null ? [:] : Model.read(node)) << '\n'
    } catch (Throwable e) {
        out << '!' << e.toString().replaceAll('\\s+', ' ') << '\n'
    }
}
print out
