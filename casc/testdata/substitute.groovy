// Resolves texts the way the configuration-as-code plugin does, with the real
// StringSubstitutor of commons-text. Each line of the file that the argument names
// is a text in base64; each line of the output is what became of it in base64, or !
// and the error. Variables, files and properties are fixed: the test has the same.
import org.apache.commons.text.StringSubstitutor
import org.apache.commons.text.lookup.StringLookup

def variables = [FOO: 'foo-val', INNER: 'FOO', EMPTY: '', BRACE: 'a}b', AGAIN: '<${FOO}>', LOOP: '${LOOP}',
                 ESC: '^${FOO}', PART: '${', OBJ: '{"k":"v"}', '': null]
def files = ['/f': 'text\n']
def properties = [p: 'prop']
def utf8 = 'UTF-8'

def lookups = [
    base64      : { k -> k.getBytes(utf8).encodeBase64().toString() },
    decodebase64: { k -> new String(Base64.decoder.decode(k.getBytes(utf8)), utf8) },
    file        : { k -> files[k] },
    filebase64  : { k -> files[k]?.getBytes(utf8)?.encodeBase64()?.toString() },
    sysprop     : { k -> properties[k] ?: '' },
    trim        : { k -> int n = k.length(); while (n > 0 && Character.isWhitespace(k.charAt(n - 1))) n--; k.substring(0, n) },
]
lookups.readfile = lookups.file
lookups.readfilebase64 = lookups.filebase64

def first = { String name ->
    int i = name.indexOf(':')
    def value = i < 0 ? null : lookups[name.substring(0, i).toLowerCase(Locale.ROOT)]?.call(name.substring(i + 1))
    value != null ? value.toString() : variables[name]
} as StringLookup
def last = { String name -> '' } as StringLookup

def one = new StringSubstitutor(first).setEscapeChar('^' as char).setVariablePrefix('${').setVariableSuffix('}')
    .setEnableSubstitutionInVariables(true).setPreserveEscapes(true)
def two = new StringSubstitutor(last).setEscapeChar('^' as char).setVariablePrefix('${').setVariableSuffix('}')

def out = new BufferedWriter(new OutputStreamWriter(System.out, utf8))
new File(args[0]).eachLine(utf8) { line ->
    def text = new String(line.decodeBase64(), utf8)
    try {
        def result = text.contains('${') ? two.replace(one.replace(text)) : text
        out.write(result.getBytes(utf8).encodeBase64().toString() + '\n')
    } catch (Throwable e) {
        out.write('!' + e.toString().replaceAll('\\s', ' ') + '\n')
    }
}
out.flush()
