import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.rdf4j.common.iteration.Iterations;
import org.eclipse.rdf4j.model.IRI;
import org.eclipse.rdf4j.model.ValueFactory;
import org.eclipse.rdf4j.model.impl.SimpleValueFactory;
import org.eclipse.rdf4j.query.TupleQuery;
import org.eclipse.rdf4j.repository.RepositoryConnection;
import org.eclipse.rdf4j.repository.sparql.SPARQLRepository;

/** Uses an endpoint as RDF4J's manual shows; prints a line "step TAB outcome" for each thing it does. */
public class Rdf4jClient {
    static final ValueFactory NEW = SimpleValueFactory.getInstance();
    static final IRI LIF = NEW.createIRI("http://a.example/LIF"), NAME = NEW.createIRI("http://a.example/name");
    static final IRI NUMBERED = NEW.createIRI("http://a.example/n/123"), GRAPH = NEW.createIRI("http://a.example/graph");

    public static void main(String[] arguments) {
        String base = arguments[0], token = arguments[1];
        SPARQLRepository two = new SPARQLRepository(base + "/sparql", base + "/update");
        two.setAdditionalHttpHeaders(Map.of("Authorization", "Bearer " + token));
        SPARQLRepository one = new SPARQLRepository(base + "/sparql");
        one.setUsernameAndPassword("anybody", token);
        SPARQLRepository none = new SPARQLRepository(base + "/sparql", base + "/update");
        try (RepositoryConnection connection = two.getConnection()) {
            writing(connection);
            reading(connection);
            removing(connection);
        }
        try (RepositoryConnection connection = one.getConnection()) {
            step("one URL and a password", () -> updated(connection, "http://a.example/password"));
            step("add with one URL and a password", () -> added(connection));
        }
        try (RepositoryConnection connection = none.getConnection()) {
            step("an update without a token", () -> updated(connection, "http://a.example/none"));
        }
        System.exit(0); // its clients keep threads
    }

    static void writing(RepositoryConnection connection) {
        step("add", () -> added(connection));
        step("add to a graph, in one transaction", () -> {
            connection.begin();
            connection.add(LIF, NAME, NEW.createLiteral("fator", "pt"), GRAPH);
            connection.add(LIF, NAME, NEW.createBNode(), GRAPH);
            connection.commit();
            return Iterations.asList(connection.getStatements(LIF, NAME, null, GRAPH)).size();
        });
        step("an update", () -> updated(connection, "http://a.example/new"));
    }

    static void reading(RepositoryConnection connection) {
        step("graphs", () -> connection.getContextIDs().stream().map(Object::toString).collect(Collectors.toList()));
        step("statements by language", () ->
            Iterations.asList(connection.getStatements(LIF, NAME, NEW.createLiteral("fator", "pt"), GRAPH)).size());
        step("select", () -> Iterations.asList(
            connection.prepareTupleQuery("SELECT * { GRAPH ?g { ?s ?p ?o } }").evaluate()).size());
        step("select with a binding", () -> {
            TupleQuery query = connection.prepareTupleQuery("SELECT ?o { ?s ?p ?o }");
            query.setBinding("s", NEW.createIRI("http://a.example/new"));
            query.setMaxExecutionTime(5);
            return Iterations.asList(query.evaluate()).get(0).getValue("o").stringValue();
        });
        step("ask", () -> connection.prepareBooleanQuery("ASK { ?s ?p ?o }").evaluate());
        step("a query that cannot be parsed", () ->
            connection.prepareTupleQuery("SELECT * { ?s ?p ?o } LIMIT").evaluate());
        connection.add(LIF, NUMBERED, NEW.createLiteral(1));
        step("a predicate without a name in XML", () -> Iterations.asList(
            connection.prepareGraphQuery("CONSTRUCT WHERE { ?s <http://a.example/n/123> ?o }").evaluate()).size());
    }

    static void removing(RepositoryConnection connection) {
        step("remove from all graphs", () -> {
            connection.remove(LIF, NAME, null);
            return connection.hasStatement(LIF, NAME, null, false);
        });
        step("clear", () -> {
            connection.clear();
            return connection.size();
        });
    }

    static boolean added(RepositoryConnection connection) {
        connection.add(LIF, NAME, NEW.createLiteral("ž 𝄞\n\"q\" \\"));
        return connection.hasStatement(LIF, NAME, NEW.createLiteral("ž 𝄞\n\"q\" \\"), false);
    }

    static boolean updated(RepositoryConnection connection, String subject) {
        connection.prepareUpdate("INSERT DATA { <" + subject + "> <http://a.example/p> \"é\" }").execute();
        return connection.prepareBooleanQuery("ASK { <" + subject + "> ?p \"é\" }").evaluate();
    }

    static void step(String name, Supplier<Object> work) {
        String outcome;
        try {
            outcome = String.valueOf(work.get());
        } catch (RuntimeException error) {
            outcome = error.toString().replaceAll("\\s+", " ");
        }
        System.out.println(name + "\t" + outcome);
    }
}
