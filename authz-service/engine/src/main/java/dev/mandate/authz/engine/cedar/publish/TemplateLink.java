package dev.mandate.authz.engine.cedar.publish;

import dev.mandate.authz.engine.cedar.EntityUid;
import java.util.Map;

/**
 * A policy made from a template.
 *
 * @param id of the policy that results
 * @param template id of the template
 * @param slots what {@code ?principal} and {@code ?resource} stand for, question mark included
 */
public record TemplateLink(String id, String template, Map<String, EntityUid> slots) {

    public TemplateLink {
        slots = Map.copyOf(slots);
    }
}
