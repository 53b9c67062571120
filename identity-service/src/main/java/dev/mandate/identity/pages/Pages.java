package dev.mandate.identity.pages;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
     * @param mfa whether it asks for two factors
     */
    static native TemplateInstance signIn(
            String form,
            @Nullable String notice,
            String name,
            @Nullable String passkey,
            String request,
            @Nullable String application,
            boolean mfa);

    static native TemplateInstance account(AccountPage account);

    /**
     * @param token of the link
     * @param person whom it is for
     * @param passkey options as JSON; null where the site has no passkeys
     */
    static native TemplateInstance invitation(
            String form, @Nullable String notice, String token, String person, @Nullable String passkey);
}
