package dev.mandate.identity.authorize;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.mandate.identity.browser.MessagePage;
import dev.mandate.identity.browser.PageResource;
import dev.mandate.identity.browser.Site;
import dev.mandate.identity.clients.metadata.RedirectUris;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.Response;
import java.net.URLEncoder;
import java.util.List;
import java.util.Map;

/** What stands on the way of a browser from an application and back: each takes its next {@link Step} alike. */
public abstract class FlowPageResource extends PageResource {
    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        /** @param answer what an application is told, by name */
        static native TemplateInstance back(String to, Map<String, String> answer);
    }

    protected FlowPageResource(Site site) {
        super(site);
    }

    protected Response answer(Step step) {
        if (step instanceof Step.Back back) return goTo(back.location());
        if (step instanceof Step.Sent sent)
            return pageThatLeads(200, RedirectUris.source(sent.to()), Templates.back(sent.to(), sent.answer()));
        if (step instanceof Step.SignIn signIn)
            return goTo("/sign-in?request=" + URLEncoder.encode(signIn.request(), UTF_8));
        if (step instanceof Step.Ask ask)
            return goTo("/oauth2/consent?request=" + URLEncoder.encode(ask.request(), UTF_8));
        return page(400, MessagePage.of("This can't go on", List.of(((Step.Told) step).why())));
    }
}
