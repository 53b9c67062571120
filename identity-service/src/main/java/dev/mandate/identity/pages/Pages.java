package dev.mandate.identity.pages;

import dev.mandate.identity.credentials.Authenticators;
import dev.mandate.identity.identities.Strength;
import dev.mandate.identity.signin.Providers;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pages by what they show; the templates are beside the messages of this service. */
@CheckedTemplate(basePath = "")
final class Pages {
    private Pages() {}

    /**
     * @param form makes the form ours
     * @param notice what went wrong before; null for nothing
     * @param name as it was typed before
     * @param passkey options as JSON; null where the site has no passkeys
     * @param request of the application that sent him, sealed; empty for none
     * @param application its name; null for none
     * @param strength how strongly it wants him to sign in at least
     * @param providers by which he may sign in too
     */
    static native TemplateInstance signIn(
            String form,
            @Nullable String notice,
            String name,
            @Nullable String passkey,
            String request,
            @Nullable String application,
            Strength strength,
            List<Providers.Offered> providers);

    /**
     * What became of somebody on his way to a provider or back.
     *
     * @param paragraphs plain text
     * @param link where he goes on
     */
    static native TemplateInstance provider(String title, List<String> paragraphs, String link, String linkWords);

    /**
     * @param carried says whose password was right, sealed
     * @param request of the application that sent him, sealed; empty for none
     * @param application its name; null for none
     */
    static native TemplateInstance code(
            String form, @Nullable String notice, String carried, String request, @Nullable String application);

    /** @param carried the secret of the offer, sealed */
    static native TemplateInstance authenticator(
            String form, @Nullable String notice, Authenticators.Offer offer, String carried);

    static native TemplateInstance recoveryCodes(List<String> codes);

    static native TemplateInstance account(AccountPage account);

    static native TemplateInstance signInEnd(SignInEndPage ending);

    /**
     * @param token of the link
     * @param person whom it is for
     * @param passkey options as JSON; null where the site has no passkeys
     */
    static native TemplateInstance invitation(
            String form, @Nullable String notice, String token, String person, @Nullable String passkey);
}
