package dev.mandate.identity.tasks;

/**
 * Why nothing was agreed to, while he may answer once more: the page shows what he typed, with what is wrong beside it.
 *
 * @param words that he is told
 */
public record TaskRefusal(String words) {}
