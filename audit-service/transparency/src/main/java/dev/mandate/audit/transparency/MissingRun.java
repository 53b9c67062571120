package dev.mandate.audit.transparency;

import dev.mandate.audit.transparency.Doubt.Kind;

/**
 * Lines that are missing, one after the other.
 *
 * @param confirmed whether a checkpoint shows that they were signed
 */
record MissingRun(LineDigest first, LineDigest last, long many, boolean confirmed) {
    MissingRun and(LineDigest next) {
        return new MissingRun(first, next, many + 1, confirmed);
    }

    MissingRun confirm() {
        return new MissingRun(first, last, many, true);
    }

    Doubt doubt() {
        var words = many == 1
                ? "Line %d, recorded at %s, is missing".formatted(first.number(), Words.at(first.recordedAt()))
                : "%s are missing, from number %d, recorded at %s, to number %d, recorded at %s"
                        .formatted(
                                Words.lines(many),
                                first.number(),
                                Words.at(first.recordedAt()),
                                last.number(),
                                Words.at(last.recordedAt()));
        return new Doubt(Kind.MISSING, first.number(), last.number(), words);
    }
}
