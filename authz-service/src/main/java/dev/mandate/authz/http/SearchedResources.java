package dev.mandate.authz.http;

import dev.mandate.authz.engine.decisions.questions.Question;
import dev.mandate.authz.engine.entities.Catalogue;
import dev.mandate.authz.http.Evaluation.Sought;
import dev.mandate.messaging.http.ProblemException;

/** What can be searched about resources that applications keep themselves; an empty answer would hide why it is empty. */
record SearchedResources(Catalogue catalogue) {

    /** @throws ProblemException 400 for a search for such resources, 403 if the caller doesn't speak for their application */
    void check(Question question, Sought sought) {
        var declared = catalogue.resourceType(question.resourceType()).state();
        if (declared == null) return;
        var application = declared.application();
        if (!question.byItself() || !application.clients().contains(question.caller()))
            throw new ProblemException(
                    403,
                    "not-your-resource",
                    "Ask with the own token of a client that speaks for the application " + application.id());
        if (sought == Sought.RESOURCE)
            throw new ProblemException(
                    400,
                    "resources-not-held",
                    "Ask for a filter by /access/v1/filter, or evaluate each " + question.resourceType() + ": only "
                            + application.id() + " knows which there are",
                    "/resource/type");
    }
}
