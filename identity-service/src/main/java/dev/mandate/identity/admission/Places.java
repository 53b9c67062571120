package dev.mandate.identity.admission;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * So many requests at a time. One whose body is still on its way holds a place only until somebody else needs it: then the one that has been
 * sending longest is ended, so that whoever sends slowly keeps nobody out.
 */
final class Places {
    private final int most;
    private final Set<Place> sending = new LinkedHashSet<>();
    private int taken;

    Places(int most) {
        this.most = most;
    }

    /** Of one request; left once. */
    final class Place {
        private final HttpServerRequest request;
        private final Runnable lost;
        private boolean left;

        private Place(HttpServerRequest request, Runnable lost) {
            this.request = request;
            this.lost = lost;
        }

        void leave() {
            synchronized (Places.this) {
                sending.remove(this);
                if (left) return;
                left = true;
                taken--;
            }
        }

        private void hasSent() {
            synchronized (Places.this) {
                sending.remove(this);
            }
        }

        private void end() {
            lost.run();
            request.response().reset();
        }
    }

    /**
     * @param lost is run if the request loses its place while it is being sent
     * @return empty where all are taken by requests that were sent
     */
    Optional<Place> take(HttpServerRequest request, Runnable lost) {
        var place = new Place(request, lost);
        Place slowest = null;
        synchronized (this) {
            if (taken >= most) {
                slowest = slowest();
                if (slowest == null) return Optional.empty();
            }
            taken++;
            if (isOnItsWay(request)) sending.add(place);
        }
        if (slowest != null) slowest.end();
        if (isOnItsWay(request)) request.end().onComplete(ended -> place.hasSent());
        return Optional.of(place);
    }

    private @Nullable Place slowest() {
        var oldest = sending.iterator();
        if (!oldest.hasNext()) return null;
        var place = oldest.next();
        place.leave();
        return place;
    }

    /** Without a body there is nothing to wait for, also while its end was not looked at yet. */
    private static boolean isOnItsWay(HttpServerRequest request) {
        if (request.isEnded()) return false;
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) return !length.equals("0");
        return request.version() == HttpVersion.HTTP_2
                ? request.method() == HttpMethod.POST
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }
}
