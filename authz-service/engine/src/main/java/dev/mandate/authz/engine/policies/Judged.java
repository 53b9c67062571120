package dev.mandate.authz.engine.policies;

import dev.mandate.authz.engine.cedar.Answer;

/**
 * What policies say of one principal.
 *
 * @param terms on which they do: with an open demand it is no permit yet, whatever the answer is
 */
public record Judged(Answer answer, Terms terms) {
    /** Nothing is to be done first. */
    public boolean allowed() {
        return answer.allowed() && terms.open() == null;
    }
}
