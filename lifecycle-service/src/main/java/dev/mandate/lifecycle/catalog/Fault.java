package dev.mandate.lifecycle.catalog;

/**
 * Why an entry can't be taken.
 *
 * @param field JSON pointer into the entry
 */
record Fault(String field, String message) {
    Fault within(String pointer) {
        return new Fault(pointer + field, message);
    }
}
