package dev.mandate.authz.engine.cedar;

import org.jspecify.annotations.Nullable;

/** What a request names is looked up once for a decision, since its index and most conditions ask for it. */
final class RequestEntities implements Entities {
    private final Request request;
    private final Entities others;
    private final @Nullable Entity principal;
    private final @Nullable Entity action;
    private final @Nullable Entity resource;

    RequestEntities(Request request, Entities all) {
        this.request = request;
        this.others = all;
        this.principal = all.get(request.principal());
        this.action = all.get(request.action());
        this.resource = all.get(request.resource());
    }

    @Override
    public @Nullable Entity get(EntityUid uid) {
        if (uid.equals(request.principal())) return principal;
        if (uid.equals(request.resource())) return resource;
        if (uid.equals(request.action())) return action;
        return others.get(uid);
    }
}
