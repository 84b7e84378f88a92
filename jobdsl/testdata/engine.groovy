// Runs Job DSL scripts in the plugin's own engine. Reads {"scripts": {"name":
// "script", …}, "describables": […]} from the first file and writes {"name":
// {"items": [{"kind", "name", "xml"}], "queued": […], "log": "…", "error": "…"},
// …} to the second, both UTF-8.
//
// A Jenkins with its plugins stands behind the engine only as a table: what the
// dynamic DSL calls is looked up in describables, under the rules of the
// plugin's DescribableContext, and recorded element by element.
import groovy.json.JsonOutput
import groovy.json.JsonSlurper
import javaposse.jobdsl.dsl.ContextType
import javaposse.jobdsl.dsl.DslScriptException
import javaposse.jobdsl.dsl.DslScriptLoader
import javaposse.jobdsl.dsl.ExtensibleContext
import javaposse.jobdsl.dsl.Item
import javaposse.jobdsl.dsl.MemoryJobManagement
import javaposse.jobdsl.dsl.UserContent

class Records extends MemoryJobManagement {
    final List items = []
    final Describables describables
    final Set<String> known

    // known are the permissions that exist, in place of those that the engine
    // itself has for tests.
    Records(PrintStream log, Describables describables, Set<String> known) {
        super(log)
        this.describables = describables
        this.known = known
    }

    @Override
    boolean createOrUpdateConfig(Item item, boolean ignoreExisting) {
        validateUpdateArgs(item.name, item.xml)
        items << [kind: item.class.simpleName, name: item.name, xml: item.xml]
        true
    }

    @Override
    void createOrUpdateView(String name, String config, boolean ignoreExisting) {
        validateUpdateArgs(name, config)
        items << [kind: 'View', name: name, xml: config]
    }

    @Override
    void createOrUpdateUserContent(UserContent content, boolean ignoreExisting) {
        items << [kind: 'UserContent', name: content.path, xml: '']
    }

    @Override
    Set<String> getPermissions(String property) { known ?: super.getPermissions(property) }

    @Override
    String getConfig(String name) {
        if (name in ['flow-definition', 'matrix-project', 'maven2-moduleset', 'hudson.ivy.IvyModuleSet', 'com.tikal.jenkins.plugins.multijob.MultiJobProject']) {
            return "<$name/>"
        }
        '<project><actions/><description/><keepDependencies>false</keepDependencies><properties/></project>'
    }

    @Override
    String readFileInWorkspace(String path) { 'test' }

    @Override
    String readFileInWorkspace(String job, String path) { 'test' }

    @Override
    Integer getVSphereCloudHash(String name) { 1234 }

    @Override
    Node callExtension(String name, Item item, Class<? extends ExtensibleContext> context, Object... args) {
        ContextType type = context.getAnnotation(ContextType)
        if (!type || args.length > 1 || (args.length == 1 && !(args[0] instanceof Closure))) {
            return null
        }
        Map model = describables.find(type.value().tokenize('.$')[-1], name)
        model ? describables.element(model, name, args.length ? args[0] : null) : null
    }
}

class Describables {
    // Abstract classes stand in no table: their own base classes.
    static final Map<String, String> BASES = [
        AbstractGitSCMSource: 'SCMSource', GitSCMExtensionTrait: 'SCMSourceTrait', SCMSourceTrait: 'SCMTrait', SCMNavigatorTrait: 'SCMTrait',
        AbstractWorkflowMultiBranchProjectFactory: 'MultiBranchProjectFactory', AbstractWorkflowBranchProjectFactory: 'BranchProjectFactory',
        DockerBuilderControlOptionStopStart: 'DockerBuilderControlOption', DockerBuilderControlCloudOption: 'DockerBuilderControlOption',
        AbstractNameValueHeader: 'PipelineHeaderExtension', SCMBasedRetriever: 'LibraryRetriever',
        OptionalJobProperty: 'JobProperty', OrganizationFolderProperty: 'AbstractFolderProperty', FakeGitSCMExtension: 'GitSCMExtension',
        GitSCMBackwardCompatibility: 'SCM', GitRepositoryBrowser: 'RepositoryBrowser', DefaultBuildChooser: 'BuildChooser',
        Recorder: 'Publisher', Notifier: 'Publisher', SimpleBuildWrapper: 'BuildWrapper', SimpleParameterDefinition: 'ParameterDefinition',
    ]
    // Attributes that setters of abstract classes give to those that extend them.
    static final Map<String, List> INHERITED = [
        SCMSource: [['id', 'String']], SimpleParameterDefinition: [['description', 'String']],
        SCMBasedRetriever: [['clone', 'boolean'], ['libraryPath', 'String']],
    ]
    final List<Map> all

    Describables(List<Map> all) { this.all = all }

    static String simple(Map model) { model['class'].tokenize('.$')[-1] }

    boolean isA(Map model, String base) {
        Set<String> seen = [simple(model)]
        String name = model['extends'] ?: BASES[simple(model)]
        while (name && seen.add(name)) {
            String next = name
            name = all.find { simple(it) == next && it['extends'] }?.get('extends') ?: BASES[next]
        }
        base in seen
    }

    // The class of that name, unless others extend it.
    Map concrete(String name) {
        all.any { it['extends'] == name } ? null : all.find { simple(it) == name }
    }

    Map find(String base, String name) {
        List<Map> candidates = all.findAll { !it.global && (name in it.symbols || uncapitalize(simple(it)) == name) && isA(it, base) }
        if (candidates.size() > 1) {
            candidates = candidates.findAll { name in it.symbols } ?: candidates
        }
        candidates ? candidates[0] : null
    }

    static String uncapitalize(String name) {
        int lower = name.toList().findIndexOf { Character.isLowerCase(it as char) }
        if (lower == -1) {
            return name.toLowerCase(Locale.ENGLISH)
        }
        lower = Math.max(lower, 2)
        name[0..lower - 2].toLowerCase(Locale.ENGLISH) + name[(lower - 1)..-1]
    }

    Node element(Map model, String name, Closure closure) {
        DescribableCalls calls = new DescribableCalls(model, this)
        closure?.delegate = calls
        closure?.resolveStrategy = Closure.DELEGATE_FIRST
        closure?.call()
        calls.checkRequired()
        Node node = new Node(null, name)
        calls.nodes.each { node.append(it) }
        node
    }
}

// DescribableCalls collects the attributes of one describable.
class DescribableCalls {
    final Map<String, String> types = [:]
    final List<String> required
    final Set<String> given = []
    final List<Node> nodes = []
    final Describables describables

    DescribableCalls(Map model, Describables describables) {
        this.describables = describables
        Describables.INHERITED.each { base, more -> if (describables.isA(model, base)) more.each { types[it[0]] = it[1] } }
        (model.required ?: []).each { types[it[0]] = it[0] == 'trust' ? 'SCMHeadAuthority' : it[1] }
        (model.optional ?: []).each { types[it[0]] = it[1] }
        // A setter of the same name makes an argument optional.
        required = (model.required ?: []).findAll { !list(it[1]) }*.getAt(0) - (model.optional ?: [])*.getAt(0)
    }

    static String list(String type) {
        def m = type =~ /^(?:(?:List|Set|Collection|Iterable)<(?:\? extends )?(\w+)[^>]*>+|(\w+)\[\])$/
        m ? (m[0][1] ?: m[0][2]) : null
    }

    void checkRequired() {
        List<String> missing = required - given
        if (missing) {
            throw new DslScriptException("the following options are required and must be specified: ${missing.join(', ')}")
        }
    }

    def methodMissing(String name, args) {
        String type = types[name]
        if (args.length != 1 || !type || !accepts(type, args[0])) {
            throw new MissingMethodException(name, DescribableCalls, args)
        }
        given << name
        Node node = new Node(null, name)
        Object value = args[0]
        if (value instanceof Closure && list(type)) {
            children(node, list(type), value)
        } else if (value instanceof Closure && describables.concrete(type)) {
            describables.element(describables.concrete(type), name, value).children().each { node.append(it) }
        } else if (value instanceof Closure) {
            children(node, type, value)
        } else if (value instanceof Iterable || value?.class?.array) {
            value.each { node.appendNode('value', it.toString()) }
        } else {
            node.value = value.toString()
        }
        nodes << node
        null
    }

    static boolean accepts(String type, Object value) {
        String element = list(type)
        if (element) {
            return value instanceof Closure ? element != 'String' : value instanceof Iterable || value.class.array
        }
        switch (type) {
            case 'String': return value == null || value instanceof CharSequence
            case 'boolean': return value instanceof Boolean
            case 'Boolean': return value == null || value instanceof Boolean
            case ['int', 'long']: return value instanceof Integer || (type == 'long' && value instanceof Long)
            case ['Integer', 'Long']: return value == null || value instanceof Integer || value instanceof Long
        }
        value == null || value instanceof Closure || value instanceof CharSequence
    }

    private void children(Node node, String base, Closure closure) {
        ListCalls calls = new ListCalls(base, describables)
        closure.delegate = calls
        closure.resolveStrategy = Closure.DELEGATE_FIRST
        closure.call()
        calls.nodes.each { node.append(it) }
    }
}

// ListCalls collects describables of one base class.
class ListCalls {
    final String base
    final Describables describables
    final List<Node> nodes = []

    ListCalls(String base, Describables describables) {
        this.base = base
        this.describables = describables
    }

    def methodMissing(String name, args) {
        if (base == 'SCMHeadAuthority' && !args && describables.all.any { name in it.symbols && name.contains('Trust') }) {
            nodes << new Node(null, name)
            return null
        }
        Map model = describables.find(base, name)
        if (!model || args.length > 1 || (args.length == 1 && !(args[0] instanceof Closure))) {
            throw new MissingMethodException(name, ListCalls, args)
        }
        nodes << describables.element(model, name, args.length ? args[0] : null)
        null
    }
}

// The corpus was made with the engine's own permissions where they do, and with
// these where they don't.
Set<String> permissions = ['hudson.model.Item.Create', 'hudson.model.Item.Discover', 'hudson.model.Item.Workspace', 'hudson.model.Item.Build']

Map run(String script, Describables describables, Set<String> permissions) {
    def log = new ByteArrayOutputStream()
    def records = new Records(new PrintStream(log, true, 'UTF-8'), describables, permissions)
    String error = null
    try {
        new DslScriptLoader(records).runScript(script)
    } catch (Throwable e) {
        error = e.toString()
    }
    [items: records.items, queued: records.scheduledJobs, log: log.toString('UTF-8'), error: error]
}

Map input = new JsonSlurper().parse(new File(args[0]), 'UTF-8')
Describables describables = new Describables(input.describables ?: [])
Map answer = input.scripts.collectEntries { String name, String script ->
    Map result = run(script, describables, null)
    [(name): result.error?.contains('permission must be one of') ? run(script, describables, permissions) : result]
}
new File(args[1]).setText(JsonOutput.toJson(answer), 'UTF-8')
