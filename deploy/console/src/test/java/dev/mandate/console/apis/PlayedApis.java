package dev.mandate.console.apis;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.mandate.console.PlayedVisitor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Phaser;

/** All services' APIs over HTTP: what is said at which path; 404 elsewhere. */
public final class PlayedApis implements AutoCloseable {
    private record Said(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Said> answers = new ConcurrentHashMap<>();
    private final Map<String, Said> once = new ConcurrentHashMap<>();
    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Phaser together = new Phaser(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();

    public PlayedApis() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), UTF_8)
                    + ifMatch(exchange.getRequestHeaders().getFirst("If-Match")));
            together.arriveAndAwaitAdvance();
            var path = exchange.getRequestURI().toString();
            var now = once.remove(path);
            var said = now == null ? answers.getOrDefault(path, new Said(404, "{}")) : now;
            var bytes = said.body().getBytes(UTF_8);
            if (tags.containsKey(path)) exchange.getResponseHeaders().set("ETag", tags.get(path));
            exchange.sendResponseHeaders(said.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.setExecutor(Executors.newCachedThreadPool(run -> {
            var thread = new Thread(run, "played-apis");
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    /** Nothing is answered before so many are asked; for whoever waits for each there is none. */
    public void answersOnlyTogether(int many) {
        together.bulkRegister(many - 1);
    }

    /** @param body JSON, with single quotes for double ones */
    public void says(String path, int status, String body) {
        answers.put(path, new Said(status, body.replace('\'', '"')));
    }

    private static String ifMatch(String tag) {
        return tag == null ? "" : " if it is still " + tag;
    }

    /** What is there now, as whoever changes it has to name it. */
    public void tags(String path, String tag) {
        tags.put(path, tag);
    }

    /** For the next time alone. */
    public void saysOnce(String path, int status, String body) {
        once.put(path, new Said(status, body.replace('\'', '"')));
    }

    public List<String> asked() {
        return List.copyOf(asked);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** As Ada asks them. */
    public Apis asAda() {
        return new Apis(at("http://127.0.0.1:" + server.getAddress().getPort()), new PlayedVisitor());
    }

    private static ApisConfig at(String url) {
        return new ApisConfig() {
            @Override
            public String identityUrl() {
                return url;
            }

            @Override
            public String lifecycleUrl() {
                return url;
            }

            @Override
            public String authzUrl() {
                return url;
            }

            @Override
            public String auditUrl() {
                return url;
            }

            @Override
            public Duration patience() {
                return Duration.ofSeconds(30);
            }
        };
    }
}
