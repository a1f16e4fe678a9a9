import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.jena.atlas.web.HttpException;
import org.apache.jena.http.auth.AuthEnv;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.DatasetFactory;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdfconnection.RDFConnection;
import org.apache.jena.rdfconnection.RDFConnectionRemote;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.sparql.engine.http.QueryExceptionHTTP;
import org.apache.jena.sparql.exec.http.GSP;
import org.apache.jena.sparql.exec.http.QueryExecutionHTTP;
import org.apache.jena.sparql.exec.http.UpdateExecHTTP;
import org.apache.jena.sparql.exec.http.UpdateSendMode;
import org.apache.jena.sparql.util.IsoMatcher;

/** Uses an endpoint as Jena's manual shows; prints a line "step TAB outcome" for each thing it does. */
public class JenaClient {
    static final String TRIPLES = "PREFIX : <http://a.example/> :LIF :part [ :chains (1 2) ] ; :name 'λ\\n'@el .";
    static final String QUADS = "PREFIX : <http://a.example/> :LIF :binds _:r . :g1 { _:r :name 'LIFR' } :g2 { _:r :chains 1 }";
    static final String GRAPH = "http://a.example/graph";
    static String base, bearer;

    public static void main(String[] arguments) throws Exception {
        base = arguments[0];
        bearer = "Bearer " + arguments[1];
        GSP wrong = GSP.service(base + "/data").httpHeader("Authorization", "Bearer wrong").graphName(GRAPH);
        step("a wrong token", () -> done(() -> wrong.PUT(triples().getGraph())));
        headers();
        AuthEnv.get().registerUsernamePassword(base + "/", "anybody", arguments[1]);
        try (RDFConnection connection = connection("/update")) {
            graphs(connection);
            datasets(connection);
            queries(connection);
        }
        try (RDFConnection connection = connection("/sparql")) {
            step("an update sent where queries go", () -> inserted(connection, "http://a.example/oneURL"));
        }
        System.exit(0); // Jena keeps threads
    }

    static RDFConnection connection(String update) {
        return RDFConnectionRemote.newBuilder().destination(base + "/data").queryEndpoint(base + "/sparql")
            .updateEndpoint(base + update).gspEndpoint(base + "/data").build();
    }

    static void headers() {
        GSP graph = GSP.service(base + "/data").httpHeader("Authorization", bearer).graphName(GRAPH);
        step("PUT of a graph with a header", () -> done(() -> graph.PUT(triples().getGraph())));
        step("GET of that graph", () -> triples().getGraph().isIsomorphicWith(graph.GET()));
        for (boolean form : new boolean[] {false, true}) {
            String data = "INSERT DATA { <http://a.example/update> <http://a.example/form> " + form + " }";
            UpdateExecHTTP update = UpdateExecHTTP.service(base + "/update").httpHeader("Authorization", bearer)
                .sendMode(form ? UpdateSendMode.asPostForm : UpdateSendMode.asPost).update(data).build();
            step(form ? "an update as a form" : "an update as a body", () -> done(update::execute));
        }
    }

    static void graphs(RDFConnection connection) throws Exception {
        step("put of a model", () -> done(() -> connection.put(GRAPH, triples())));
        step("fetch of that model", () -> connection.fetch(GRAPH).isIsomorphicWith(triples()));
        step("put again", () -> done(() -> connection.put(GRAPH, triples())));
        step("fetch again", () -> connection.fetch(GRAPH).isIsomorphicWith(triples()));
        step("load into the default graph", () -> done(() -> connection.load(triples())));
        step("fetch of the default graph", () -> connection.fetch().size());
        Path file = Files.createTempFile("triples", ".ttl");
        Files.writeString(file, "<http://a.example/file> <http://a.example/p> 1 .");
        step("put of a file", () -> done(() -> connection.put("http://a.example/file", file.toString())));
        Files.delete(file);
        step("fetch of that file", () -> connection.fetch("http://a.example/file").size());
        step("delete of a graph", () -> done(() -> connection.delete("http://a.example/file")));
        step("fetch of a deleted graph", () -> connection.fetch("http://a.example/file").size());
        step("an update", () -> inserted(connection, "http://a.example/new"));
    }

    static void datasets(RDFConnection connection) {
        Dataset quads = DatasetFactory.create();
        RDFParser.fromString(QUADS, Lang.TRIG).parse(quads);
        step("put of a dataset", () -> done(() -> connection.putDataset(quads)));
        step("fetch of that dataset", () -> same(connection.fetchDataset(), quads));
        step("load of a dataset", () -> done(() -> connection.loadDataset(quads)));
        step("fetch of both datasets", () -> size(connection.fetchDataset()) == 2 * size(quads));
    }

    static void queries(RDFConnection connection) {
        step("select", () -> ResultSetFormatter.consume(connection.query("SELECT * { GRAPH ?g { ?s ?p ?o } }").execSelect()));
        step("ask", () -> connection.queryAsk("ASK { ?s <http://a.example/binds> ?o }"));
        step("construct", () -> connection.queryConstruct("CONSTRUCT WHERE { ?s ?p ?o }").size());
        step("describe", () -> connection.queryDescribe("DESCRIBE <http://a.example/LIF>").size());
        StringBuilder many = new StringBuilder("SELECT * { VALUES ?x {");
        for (int number = 0; number < 250; number++) many.append(" <http://a.example/item/").append(number).append(">");
        String longer = many.append(" } }").toString();
        step("a query of 6 kB", () -> {
            try (QueryExecutionHTTP asked = QueryExecutionHTTP.service(base + "/sparql", longer)) {
                return ResultSetFormatter.consume(asked.execSelect());
            }
        });
        String inside = "SELECT * { SERVICE <" + base + "/sparql> { " + longer + " } }";
        step("SERVICE with a query of 6 kB", () -> ResultSetFormatter.consume(
            QueryExecutionFactory.create(inside, DatasetFactory.create()).execSelect()));
        step("a query that cannot be parsed", () -> QueryExecutionHTTP.newBuilder().endpoint(base + "/sparql")
            .queryString("SELECT nonsense").build().execSelect());
    }

    static Model triples() {
        Model model = ModelFactory.createDefaultModel();
        RDFParser.fromString(TRIPLES, Lang.TURTLE).parse(model);
        return model;
    }

    static boolean inserted(RDFConnection connection, String subject) {
        connection.update("INSERT DATA { <" + subject + "> <http://a.example/p> 'é' }");
        return connection.queryAsk("ASK { <" + subject + "> <http://a.example/p> 'é' }");
    }

    static boolean same(Dataset one, Dataset other) {
        return IsoMatcher.isomorphic(one.asDatasetGraph(), other.asDatasetGraph());
    }

    static long size(Dataset dataset) {
        return dataset.asDatasetGraph().stream().count();
    }

    static String done(Runnable work) {
        work.run();
        return "done";
    }

    static void step(String name, Supplier<Object> work) {
        String outcome;
        try {
            outcome = String.valueOf(work.get());
        } catch (HttpException refused) {
            outcome = String.valueOf(refused.getStatusCode());
        } catch (QueryExceptionHTTP refused) {
            outcome = String.valueOf(refused.getStatusCode());
        } catch (RuntimeException error) {
            outcome = error.getCause() instanceof HttpException refused ? String.valueOf(refused.getStatusCode())
                : error.toString().replaceAll("\\s+", " ");
        }
        System.out.println(name + "\t" + outcome);
    }
}
