import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Uses Java's own client, which offers HTTP/2 by an upgrade with every first request; prints "step TAB outcome". */
public class PlainClient {
    static String base, bearer;

    public static void main(String[] arguments) throws Exception {
        base = arguments[0];
        bearer = "Bearer " + arguments[1];
        String data = "<http://a.example/LIF> <http://a.example/chains> 1 , 2 , 3 .";
        String form = "query=SELECT+%28COUNT%28%2A%29+AS+%3Fn%29+%7B+GRAPH+%3Fg+%7B+%3Fs+%3Fp+%3Fo+%7D+%7D";
        BodyPublisher chunks = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(data.getBytes()));
        step("PUT", "PUT", "/data?graph=http://a.example/put", "text/turtle", BodyPublishers.ofString(data));
        step("PUT again", "PUT", "/data?graph=http://a.example/put", "text/turtle", BodyPublishers.ofString(data));
        step("PUT in chunks", "PUT", "/data?graph=http://a.example/chunks", "text/turtle", chunks);
        step("PUT of no Turtle", "PUT", "/data?graph=http://a.example/put", "text/turtle", BodyPublishers.ofString("no"));
        step("POST of triples", "POST", "/data?graph=http://a.example/post", "text/turtle", BodyPublishers.ofString(data));
        step("POST of an update", "POST", "/update", "application/sparql-update",
            BodyPublishers.ofString("INSERT DATA { GRAPH <http://a.example/update> { <http://a.example/a> a 1 } }"));
        step("POST of a query", "POST", "/sparql", "application/sparql-query",
            BodyPublishers.ofString("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"));
        step("POST of a form", "POST", "/sparql", "application/x-www-form-urlencoded", BodyPublishers.ofString(form));
    }

    static void step(String name, String method, String path, String type, BodyPublisher body) throws Exception {
        HttpClient client = HttpClient.newHttpClient(); // a new connection, so the upgrade is offered each time
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + path)).header("Authorization", bearer)
            .header("Content-Type", type).header("Accept", "text/csv").method(method, body).build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        String text = answer.statusCode() == 200 ? " " + answer.body().replaceAll("\\s+", " ").strip() : "";
        System.out.println(name + "\t" + answer.statusCode() + text);
    }
}
