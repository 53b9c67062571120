package dev.mandate.console.signin;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.events.lifecycle.MandateRole;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.UserInfo;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.json.JsonString;
import java.util.Set;
import java.util.stream.Collectors;

/** As identity-service says: who he is in the ID token, what he is called in its user info, asked with this very page. */
@RequestScoped
class SignedInVisitor implements Visitor {
    private final Instance<UserInfo> userInfo;
    private final OidcSession session;
    private final AccessTokenCredential token;

    SignedInVisitor(Instance<UserInfo> userInfo, OidcSession session, AccessTokenCredential token) {
        this.userInfo = userInfo;
        this.session = session;
        this.token = token;
    }

    @Override
    public String person() {
        return session.getIdToken().getSubject();
    }

    @Override
    public String name() {
        var name = userInfo.get().getName();
        return PlainText.shown(name == null ? person() : name);
    }

    @Override
    public String acr() {
        String acr = session.getIdToken().getClaim("acr");
        return acr == null ? "" : acr;
    }

    @Override
    public Set<MandateRole> roles() {
        var groups = userInfo.get().getArray("groups");
        if (groups == null) return Set.of();
        return groups.getValuesAs(JsonString.class).stream()
                .flatMap(group -> MandateRole.of(group.getString()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public String accessToken() {
        return token.getToken();
    }
}
