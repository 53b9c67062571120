package dev.mandate.identity.authorize;

import dev.mandate.events.cloudevents.PlainText;
import dev.mandate.identity.clients.metadata.RedirectUris;
import dev.mandate.identity.clients.metadata.ScopeWords;
import dev.mandate.identity.documents.ClientDocumentUrl;
import io.quarkus.qute.TemplateData;
import java.net.URI;
import java.util.List;
import java.util.Set;

/**
 * What a person sees of an application that asks him.
 *
 * @param host where it publishes what it is, or goes back to: the only thing about it that nobody else can say; its name, if it is registered
 * @param foreign whether the host is written with letters of other alphabets, so that it may look like another
 * @param registered whether somebody here registered it
 * @param backTo where his browser goes afterwards
 * @param onHisMachine whether that is a program on his machine, whichever it is
 * @param published whether it publishes what it is; else it registered itself, and its host is where he goes back to
 * @param rights in words
 * @param servers that it means to call; may be none
 */
@TemplateData
public record RightsView(
        String application,
        String host,
        boolean foreign,
        String backTo,
        boolean onHisMachine,
        boolean published,
        boolean registered,
        List<String> rights,
        List<String> servers) {
    /** Who asks, in a heading. */
    public String asks() {
        return published || !RedirectUris.HIS_MACHINE.contains(host) ? host : "a program on your own machine";
    }

    /** A stranger's words. */
    public String called() {
        return PlainText.quoted(application);
    }

    static RightsView of(CodeRequest request, Set<String> scopes) {
        var back = URI.create(request.redirectUri());
        var backTo = RedirectUris.place(request.redirectUri());
        var published = ClientDocumentUrl.isMeant(request.client());
        var registered = !request.selfRegistered();
        var host = registered
                ? request.clientName()
                : published ? URI.create(request.client()).getHost() : backTo;
        return new RightsView(
                request.clientName(),
                host,
                !registered && host.contains("xn--"),
                backTo,
                !"https".equals(back.getScheme()),
                published,
                registered,
                ScopeWords.of(scopes),
                request.resources().stream().sorted().toList());
    }
}
