package dev.mandate.identity.admission;

import dev.mandate.identity.browser.NetworkOf;
import dev.mandate.identity.browser.Visit;
import dev.mandate.messaging.quota.Quota;
import dev.mandate.messaging.quota.Share;
import dev.mandate.messaging.quota.Shares;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/**
 * Lets requests in at the endpoints of OAuth, and where providers elsewhere are asked, before anything is read of them: so many of one address at a time, and none of one whose
 * requests were refused so often that it guesses, or is broken. Refused requests alone count, so that who asks much and rightly is
 * bounded by his client's own share ({@link ClientQuota}). Who sends his request slowly has no place that others need ({@link Places}).
 */
@Singleton
class OAuthAdmission {
    /** Before bearer tokens are looked at. */
    private static final int FIRST = 500;

    private static final String BELOW = "/oauth2/";

    /** Where a provider elsewhere is asked for whoever comes, or tells who has signed out. */
    private static final String ELSEWHERE = "/sign-in/with/";

    /** Where others push signals, as which anybody can send something. */
    private static final String SIGNALS = "/ssf/events";

    private final Shares addresses;
    private final Places places;
    private final Counter refusals;
    private final Counter atOnce;
    private final Counter full;
    private final Counter slow;

    OAuthAdmission(AdmissionConfig config, MeterRegistry meters) {
        addresses =
                new Shares(new Quota(config.refusals(), config.refusalsAtOnce(), config.atOnce()), config.callers());
        places = new Places(config.atOnceOfAll());
        refusals = meters.counter("mandate.oauth.refused", "why", "refusals");
        atOnce = meters.counter("mandate.oauth.refused", "why", "at_once");
        full = meters.counter("mandate.oauth.refused", "why", "full");
        slow = meters.counter("mandate.oauth.refused", "why", "slow");
    }

    void register(@Observes Filters filters) {
        filters.register(this::admit, FIRST);
    }

    void admit(RoutingContext context) {
        var path = context.normalizedPath();
        if (!path.startsWith(BELOW) && !path.startsWith(ELSEWHERE) && !path.equals(SIGNALS)) {
            context.next();
            return;
        }
        var share = addresses.of(NetworkOf.address(Visit.addressOf(context)));
        var wait = share.until(1);
        if (wait > 0) {
            refuse(context, refusals, 429, "too many requests from this address were refused", wait);
            return;
        }
        if (!share.enter()) {
            refuse(context, atOnce, 429, "too many requests from this address at the same time", 0);
            return;
        }
        var place = places.take(context.request(), () -> {
            slow.increment();
            share.take(1);
        });
        if (place.isEmpty()) {
            share.leave();
            refuse(context, full, 503, "too many requests are being answered", 0);
            return;
        }
        context.addEndHandler(ended -> {
            place.get().leave();
            left(share, context);
        });
        context.next();
    }

    private static void left(Share share, RoutingContext context) {
        share.leave();
        var status = context.response().getStatusCode();
        var strangersPage = status == 403 && context.request().method() == HttpMethod.OPTIONS;
        if (status == 400 || status == 401 || status == 404 || strangersPage) share.take(1);
    }

    private static void refuse(RoutingContext context, Counter counter, int status, String why, long waitNanos) {
        counter.increment();
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .putHeader("Cache-Control", "no-store")
                .putHeader("Retry-After", Long.toString(TimeUnit.NANOSECONDS.toSeconds(waitNanos) + 1))
                .end(new JsonObject()
                        .put("error", "temporarily_unavailable")
                        .put("error_description", why + "; try again later")
                        .encode());
    }
}
