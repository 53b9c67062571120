package dev.mandate.gateway.models;

import dev.mandate.gateway.access.Challenge;
import dev.mandate.gateway.providers.ModelProvider;
import dev.mandate.gateway.providers.ModelProvider.Kind;
import dev.mandate.gateway.providers.ModelProviders;
import dev.mandate.gateway.servers.GatewayConfig;
import dev.mandate.messaging.security.BearerTokens;
import dev.mandate.messaging.security.Caller;
import dev.mandate.messaging.security.InvalidToken;
import dev.mandate.messaging.security.StillStarting;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The interfaces of providers of models: {@code /models/<provider>/v1/…}, and {@code /models/v1/…} for all of them. For whoever has a token with the
 * scope {@code tools:call} for this gateway, which clients show as their key: {@code Authorization: Bearer}, or {@code x-api-key}.
 */
@Singleton
class ModelRoutes {
    private static final String BEARER = "Bearer ";
    private static final Pattern PATH = Pattern.compile("/models(?:/([a-z][a-z0-9-]{0,31}))?/v1/([a-z/]{1,40})");
    private static final String MODELS = "models";

    private final ModelProviders providers;
    private final BearerTokens tokens;
    private final GatewayConfig config;
    private final ModelRequests requests;
    private final ModelListing listing;

    ModelRoutes(
            ModelProviders providers,
            BearerTokens tokens,
            GatewayConfig config,
            ModelRequests requests,
            ModelListing listing) {
        this.providers = providers;
        this.tokens = tokens;
        this.config = config;
        this.requests = requests;
        this.listing = listing;
    }

    void routes(@Observes Router router) {
        providers.all().forEach(RequestFeatures::check);
        if (!providers.all().isEmpty()) router.route("/models/*").handler(this::take);
    }

    /** First who it is, then what there is: without a token nobody learns which providers there are. */
    private void take(RoutingContext context) {
        var path = PATH.matcher(String.valueOf(context.request().path()));
        var known = path.matches();
        var provider = known ? path.group(1) : null;
        var named = known ? providers.named(provider) : List.<ModelProvider>of();
        var endpoint = known ? Endpoint.of(path.group(2)) : Optional.<Endpoint>empty();
        var reply = new ModelReply(context.request(), kind(context, named, endpoint));
        if (context.request().headers().contains("Origin")) {
            reply.error(403, "origin", "Web pages may not call this gateway");
            return;
        }
        var caller = caller(context, reply);
        if (caller == null) return;
        var method = context.request().method();
        if (known && path.group(2).equals(MODELS) && method.equals(HttpMethod.GET) && !named.isEmpty())
            listing.answer(caller, named, reply, context.vertx().getOrCreateContext());
        else if (endpoint.isPresent() && method.equals(HttpMethod.POST) && serves(named, endpoint.get(), provider))
            requests.take(context, new ModelRequests.Addressed(caller, endpoint.get(), named), reply);
        else
            reply.error(
                    404,
                    "not_found",
                    "There is nothing here: this gateway has GET models and POST chat/completions, responses, embeddings and messages, under /models/v1/ and /models/<provider>/v1/");
    }

    private static boolean serves(List<ModelProvider> named, Endpoint endpoint, @Nullable String provider) {
        return provider == null || named.stream().anyMatch(one -> one.kind() == endpoint.kind());
    }

    /** Whose clients it probably is that ask. */
    private static Kind kind(RoutingContext context, List<ModelProvider> named, Optional<Endpoint> endpoint) {
        if (endpoint.isPresent()) return endpoint.get().kind();
        if (named.size() == 1) return named.get(0).kind();
        return context.request().headers().contains("anthropic-version") ? Kind.ANTHROPIC : Kind.OPENAI;
    }

    /** Null where he is refused. */
    private @Nullable Caller caller(RoutingContext context, ModelReply reply) {
        try {
            var caller = shown(context);
            if (caller.isEmpty()) refuse(reply, 401, "", "Show an access token as the key");
            else if (config.requireBoundTokens() && caller.get().boundTo() == null)
                refuse(reply, 401, "invalid_token", "This gateway takes only tokens that are bound to a key (DPoP)");
            else if (!caller.get().scopes().contains(Challenge.SCOPE))
                refuse(reply, 403, "insufficient_scope", "The token lacks the scope " + Challenge.SCOPE);
            else return caller.get();
        } catch (InvalidToken e) {
            refuse(reply, 401, "invalid_token", "The key is no access token that counts here: " + e.getMessage());
        } catch (StillStarting e) {
            reply.response().putHeader("Retry-After", "1");
            reply.error(503, "still_starting", "Try again: " + e.getMessage());
        }
        return null;
    }

    /** Empty where there is no token, or two that differ. One that is bound to a key is no key by itself: its proof comes with it. */
    private Optional<Caller> shown(RoutingContext context) throws InvalidToken {
        var headers = context.request().headers();
        var bearers = headers.getAll("Authorization");
        var keys = headers.getAll("x-api-key");
        if (bearers.size() > 1 || keys.size() > 1) return Optional.empty();
        if (keys.isEmpty()) return tokens.caller(context.request());
        var key = BEARER + keys.get(0).strip();
        var differs = !bearers.isEmpty() && !bearers.get(0).strip().equals(key);
        return differs ? Optional.empty() : tokens.caller(key, context.request());
    }

    private static void refuse(ModelReply reply, int status, String error, String words) {
        reply.response().putHeader("WWW-Authenticate", Challenge.of(error, ""));
        reply.error(status, error.isEmpty() ? "no_token" : error, words);
    }
}
