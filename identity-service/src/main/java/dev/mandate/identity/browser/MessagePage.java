package dev.mandate.identity.browser;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;

/** A page that only says something. */
public final class MessagePage {
    private MessagePage() {}

    /** @param paragraphs plain text */
    public static TemplateInstance of(String title, List<String> paragraphs) {
        return Templates.message(title, paragraphs);
    }

    @CheckedTemplate(basePath = "")
    static final class Templates {
        private Templates() {}

        static native TemplateInstance message(String title, List<String> paragraphs);
    }
}
