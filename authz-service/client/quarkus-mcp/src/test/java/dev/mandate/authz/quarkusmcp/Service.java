package dev.mandate.authz.quarkusmcp;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import dev.mandate.authz.client.AuthzClient;
import dev.mandate.authz.client.Guard;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Stands for authz-service, which allows everything but mail; and makes the application's guard. */
@Singleton
public class Service {
    final List<String> asked = new CopyOnWriteArrayList<>();
    /** From whom each was asked, where whoever asked says that it wasn't himself. */
    final List<String> forwarded = new CopyOnWriteArrayList<>();
    /** What was done by the time that each was asked or told. */
    final List<List<String>> doneBefore = new CopyOnWriteArrayList<>();

    /** Of whoever called; there is none outside of his call. */
    @RequestScoped
    public static class CallersToken {
        String current() {
            var claims = "{\"sub\":\"per_ada\",\"act\":{\"sub\":\"agt_mail\"}}";
            return "h." + Base64.getUrlEncoder().encodeToString(claims.getBytes(UTF_8)) + ".s";
        }
    }

    private final Desk desk;
    private HttpServer server;

    Service(Desk desk) {
        this.desk = desk;
    }

    @PostConstruct
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            forwarded.add(exchange.getRequestHeaders().getFirst("Forwarded"));
            asked.add(exchange.getRequestURI().getPath() + " " + body);
            doneBefore.add(List.copyOf(desk.done));
            var answer = body.contains("email.send")
                    ? "{\"decision\":false,\"context\":{\"id\":\"dec_2\",\"reason\":\"outside_scope\",\"explanation\":\"Name it.\"}}"
                    : body.contains("desk.payments")
                            ? "{\"decision\":true,\"context\":{\"id\":\"dec_1\",\"document\":true}}"
                            : "{\"decision\":true,\"context\":{\"id\":\"dec_1\"}}";
            exchange.sendResponseHeaders(200, answer.length());
            exchange.getResponseBody().write(answer.getBytes(UTF_8));
            exchange.close();
        });
        server.start();
    }

    @PreDestroy
    void stop() {
        server.stop(0);
    }

    @Produces
    @Dependent
    Guard guard(CallersToken token) {
        return Guard.of(AuthzClient.of(
                        URI.create("http://127.0.0.1:" + server.getAddress().getPort()))
                .as(token::current));
    }
}
