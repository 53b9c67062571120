package dev.mandate.audit.engine.sigma.reading;

/**
 * Why a rule is refused, and where.
 *
 * @param line counted from 1
 * @param column counted from 1
 * @param message what is wrong and what to write instead
 */
public record RuleProblem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + ": " + message;
    }
}
