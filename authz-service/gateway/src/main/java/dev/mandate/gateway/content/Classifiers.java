package dev.mandate.gateway.content;

import dev.mandate.gateway.loop.OffLoop;
import io.vertx.core.Vertx;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The classifier that the configuration asks for. */
class Classifiers {
    @Produces
    @Singleton
    ContentClassifier classifier(ContentConfig config, Vertx vertx, OffLoop offLoop) {
        return switch (config.kind()) {
            case NONE -> ContentClassifier.NONE;
            case PHRASES -> new PhraseClassifier(vertx, offLoop, config.timeout());
            case HTTP ->
                new HttpClassifier(
                        vertx,
                        config.url()
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "mandate.mcp.classifier.url is missing: who is asked by HTTP?")),
                        config.timeout(),
                        config.atOnce());
        };
    }
}
