package dev.mandate.bench.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.json.JsonObject;

/**
 * The yardstick: reads a JSON body and writes it back, on the event loops of Vert.x, which Quarkus stands on as well. No
 * routing, no token, nothing decided. Prints its port.
 */
public final class EchoServer {
    private EchoServer() {}

    public static void main(String[] args) {
        var vertx = Vertx.vertx();
        for (int i = 0; i < 2 * Runtime.getRuntime().availableProcessors(); i++) {
            vertx.createHttpServer(new HttpServerOptions().setHost("127.0.0.1").setPort(Integer.parseInt(args[0])))
                    .requestHandler(request -> request.body()
                            .onSuccess(body -> request.response()
                                    .putHeader("Content-Type", "application/json")
                                    .end(new JsonObject(body).toBuffer())))
                    .listen()
                    .onFailure(failure -> {
                        System.err.println(failure);
                        System.exit(1);
                    });
        }
    }
}
