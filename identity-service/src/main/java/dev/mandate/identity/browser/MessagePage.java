package dev.mandate.identity.browser;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page that only says something. */
public final class MessagePage {
    private MessagePage() {}

    /** @param paragraphs plain text */
    public static TemplateInstance of(String title, List<String> paragraphs) {
        return of(title, paragraphs, Optional.empty());
    }

    /** @param address https, of somebody else */
    public record Link(String text, String address) {}

    /** @param paragraphs plain text */
    public static TemplateInstance of(String title, List<String> paragraphs, Optional<Link> link) {
        return Templates.message(title, paragraphs, link.orElse(null));
    }

    /** @param elsewhere where he may go on */
    public static TemplateInstance signedOut(Optional<Link> elsewhere) {
        return of("You are signed out", List.of("You may close this page."), elsewhere);
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance message(String title, List<String> paragraphs, @Nullable Link link);
    }
}
