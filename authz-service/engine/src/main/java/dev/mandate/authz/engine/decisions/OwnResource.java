package dev.mandate.authz.engine.decisions;

import dev.mandate.authz.engine.cedar.EntityRecord;
import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.decisions.questions.Reason;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.engine.entities.DeclaredType;
import dev.mandate.authz.engine.entities.DescribedResource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A question about a resource that an application keeps itself. What the question says of it is what it is like, since nobody else
 * knows; but only where the application itself asks.
 *
 * @param described null where somebody else asks: then nothing that the question says of it counts
 */
record OwnResource(
        Question question, DeclaredType declared, @Nullable DescribedResource described) {

    /** Null for a question about what everybody may ask about, or about what nobody declares. */
    static @Nullable OwnResource of(Question question, Catalogue catalogue) {
        if (question.inCatalogue()) return null;
        var declared = catalogue.resourceType(question.resourceType()).state();
        if (declared == null) return null;
        var described = speaksFor(question, declared)
                ? DescribedResource.of(declared, question.resourceId(), question.resourceClaims())
                : null;
        return new OwnResource(question, declared, described);
    }

    private static boolean speaksFor(Question question, DeclaredType declared) {
        return question.byItself() && declared.application().clients().contains(question.caller());
    }

    /** Null unless it is as declared. */
    @Nullable
    EntityRecord entity() {
        return described instanceof DescribedResource.AsDeclared known ? known.entity() : null;
    }

    DescribedResource.@Nullable Wrong wrong() {
        return described instanceof DescribedResource.Wrong wrong ? wrong : null;
    }

    /** As a delegation's scope names what is asked for. */
    String inScope() {
        return declared.inScope(question.action().name());
    }

    /** What the limits of a delegation are about; nothing where the application doesn't ask. */
    Map<String, Object> attributes() {
        return described == null ? Map.of() : question.resourceClaims();
    }

    /** For people: {@code approve invoice inv-4711 of invoicing}. */
    String words() {
        return question.action().name() + " " + question.resourceType() + " " + question.resourceId() + " of "
                + declared.application().id();
    }

    /** Whose it is, as records name it. */
    String application() {
        return "application/" + declared.application().id();
    }

    List<Outcome> known() {
        var application = declared.application();
        if (described == null)
            return refuse(
                    Reason.NOT_YOUR_RESOURCE,
                    "What is a " + declared.type().type() + " belongs to the application " + application.id() + ", and "
                            + (application.clients().contains(question.caller())
                                    ? "somebody asks through its client " + question.caller()
                                            + "; asking with the client's own token changes this."
                                    : question.caller()
                                            + " doesn't speak for it; naming that client in the application's catalogue"
                                            + " entry changes this."));
        if (!declared.type().actions().contains(question.action().name()))
            return refuse(
                    Reason.UNKNOWN_ACTION,
                    "The application " + application.id() + " declares for its "
                            + declared.type().type() + " the actions "
                            + String.join(", ", declared.type().actions())
                            + ", not this one; declaring it changes this.");
        return List.of(Outcome.passed(question.resource()), Outcome.passed(application()));
    }

    private List<Outcome> refuse(Reason reason, String explanation) {
        return List.of(Outcome.refused(reason, application(), explanation));
    }
}
