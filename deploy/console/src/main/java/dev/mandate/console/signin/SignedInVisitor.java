package dev.mandate.console.signin;

import dev.mandate.events.cloudevents.PlainText;
import io.quarkus.oidc.AccessTokenCredential;
import io.quarkus.oidc.OidcSession;
import io.quarkus.oidc.UserInfo;
import jakarta.enterprise.context.RequestScoped;
import jakarta.enterprise.inject.Instance;

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
    public String accessToken() {
        return token.getToken();
    }
}
