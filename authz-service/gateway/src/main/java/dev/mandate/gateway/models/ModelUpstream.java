package dev.mandate.gateway.models;

import dev.mandate.gateway.providers.ModelConfig;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import dev.mandate.gateway.providers.ModelProviders;
import dev.mandate.gateway.upstream.Credential;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The way to each provider: with its operator's key, and with nothing of what the caller has shown. Redirects are not followed. */
@Singleton
class ModelUpstream {
    private static final int CONNECT_MILLIS = 5000;
    private static final int KEPT_SECONDS = 30;
    private static final int MOST_HEADERS = 32 * 1024;
    private static final String VERSION = "anthropic-version";
    private static final String ANTHROPIC = "2023-06-01";
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Vertx vertx;
    private final ModelConfig config;
    private final HttpClient client;
    private final Map<String, Credential> credentials = new HashMap<>();

    ModelUpstream(ModelProviders providers, ModelConfig config, Vertx vertx) {
        this.vertx = vertx;
        this.config = config;
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setConnectTimeout(CONNECT_MILLIS)
                .setKeepAliveTimeout(KEPT_SECONDS)
                .setMaxHeaderSize(MOST_HEADERS)
                .setMaxPoolSize(config.callsAtOnceOfAll())
                .setMaxWaitQueueSize(config.callsAtOnceOfAll()));
        for (var provider : providers.all()) credentials.put(provider.name(), new Credential(provider.credential()));
    }

    /** Null where the provider gets none. */
    @Nullable
    String key(ModelProvider provider) {
        return Objects.requireNonNull(credentials.get(provider.name())).current();
    }

    /**
     * @param key of the provider, as whoever looks for it in the answer has it
     * @return what cancels it
     */
    ModelExchange ask(ModelUse use, @Nullable String key, ModelExchange.Receiver receiver) {
        var provider = use.provider();
        var request = use.request();
        var exchange = new ModelExchange(
                vertx,
                config.callTimeout(),
                config.silence(),
                config.longestAnswer().asLongValue(),
                receiver);
        var options = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setAbsoluteURI(request.endpoint().at(provider))
                .putHeader("Content-Type", "application/json")
                .putHeader("Accept", request.streams() ? "text/event-stream" : "application/json")
                .putHeader("Accept-Encoding", "identity");
        if (provider.kind() == Kind.ANTHROPIC) {
            var version = use.version();
            options.putHeader(VERSION, version != null && DATE.matcher(version).matches() ? version : ANTHROPIC);
            if (!use.betas().isEmpty()) options.putHeader("anthropic-beta", String.join(",", use.betas()));
            if (key != null) options.putHeader("x-api-key", key);
        } else if (key != null) options.putHeader("Authorization", "Bearer " + key);
        exchange.send(client, options, request.to(use.model().upstream()));
        return exchange;
    }

    @PreDestroy
    void close() {
        client.close();
    }
}
