// Reads YAML documents as Jenkins does and compares them with what is expected.
//
// The file given is a sequence of records: the length of a document and the
// document, then what it means as a flat sequence: m and l with the number of
// entries that follow, s with a length and the text of a string, t with those
// of a scalar that is not one. With the argument jcasc the reader is the
// configuration-as-code plugin's own model, where all scalars keep their text.
import groovy.transform.CompileStatic
import org.yaml.snakeyaml.LoaderOptions
import org.yaml.snakeyaml.Yaml
import org.yaml.snakeyaml.composer.Composer
import org.yaml.snakeyaml.parser.ParserImpl
import org.yaml.snakeyaml.reader.StreamReader
import org.yaml.snakeyaml.resolver.Resolver

@CompileStatic
class Check {
    DataInputStream data
    boolean jcasc
    String difference

    static byte[] bytes(DataInputStream data) {
        byte[] b = new byte[data.readInt()]
        data.readFully(b)
        return b
    }

    String text() { new String(bytes(data), 'UTF-8') }

    void differs(String path, Object want, Object got) {
        if (difference == null) {
            difference = "$path: want ${show(want)}, got ${show(got)} (${got?.class?.simpleName})"
        }
    }

    static String show(Object o) {
        String s = String.valueOf(o)
        StringBuilder b = new StringBuilder('"')
        for (int i = 0; i < Math.min(s.length(), 300); i++) {
            char c = s.charAt(i)
            if (c >= (char) 32 && c < (char) 127) b.append(c) else b.append(String.format('\\u%04x', (int) c))
        }
        return b.append('"').toString()
    }

    void compare(String path, Object got) {
        char kind = (char) data.readByte()
        switch (kind) {
            case 'm':
                int n = data.readInt()
                Map map = got instanceof Map ? (Map) got : [:]
                if (!(got instanceof Map) || map.size() != n) differs(path, "a map of $n", got)
                for (int i = 0; i < n; i++) {
                    String name = text()
                    if (!map.containsKey(name)) differs(path, "the key " + name, map.keySet())
                    compare(path + '.' + name, map[name])
                }
                break
            case 'l':
                int n = data.readInt()
                List list = got instanceof List ? (List) got : []
                if (!(got instanceof List) || list.size() != n) differs(path, "a list of $n", got)
                for (int i = 0; i < n; i++) compare(path + "[$i]", i < list.size() ? list[i] : null)
                break
            case 's':
                String want = text()
                boolean kept = jcasc ? got?.class?.simpleName == 'Scalar' : got instanceof String
                if (!kept || String.valueOf(got) != want) differs(path, want, got)
                break
            case 't':
                String want = text()
                String read = String.valueOf(got)
                boolean kept = !jcasc || got?.class?.simpleName == 'Scalar'
                boolean equal = want == read || got != null && want ==~ /-?\d.*/ && new BigDecimal(want) == new BigDecimal(read)
                if (!kept || !equal) differs(path, want, got)
                break
        }
    }
}

boolean jcasc = args.length > 1 && args[1] == 'jcasc'
def options = {
    def o = new LoaderOptions()
    if (o.metaClass.respondsTo(o, 'setCodePointLimit')) o.codePointLimit = Integer.MAX_VALUE
    o
}
def plain = { Reader r -> new Yaml(options()).load(r) }
def model = { Reader r ->
    // As YamlUtils.loadFrom does.
    def node = new Composer(new ParserImpl(new StreamReader(r), options()), new Resolver(), options()).singleNode
    def ctor = Class.forName('io.jenkins.plugins.casc.yaml.ModelConstructor').getDeclaredConstructor(LoaderOptions)
    ctor.accessible = true
    def constructor = ctor.newInstance(options())
    constructor.setComposer(new Given(node, options()))
    constructor.getSingleData(Class.forName('io.jenkins.plugins.casc.model.Mapping'))
}

class Given extends Composer {
    def given

    Given(node, LoaderOptions o) {
        super(new ParserImpl(new StreamReader(Reader.nullReader()), o), new Resolver(), o)
        given = node
    }

    @Override
    org.yaml.snakeyaml.nodes.Node getSingleNode() { given }
}

int documents = 0
int failed = 0
new File(args[0]).withInputStream { stream ->
    def data = new DataInputStream(new BufferedInputStream(stream))
    while (data.available() > 0) {
        byte[] yaml = Check.bytes(data)
        def want = new ByteArrayInputStream(Check.bytes(data))
        def check = new Check(data: new DataInputStream(want), jcasc: jcasc)
        try {
            def reader = new InputStreamReader(new ByteArrayInputStream(yaml), 'UTF-8')
            check.compare('', jcasc ? model(reader) : plain(reader))
        } catch (Exception e) {
            check.difference = e.toString()
        }
        if (check.difference != null && failed++ < 20) println("document $documents: " + check.difference)
        documents++
    }
}
println("$documents documents, $failed wrong")
System.exit(failed > 0 ? 1 : 0)
