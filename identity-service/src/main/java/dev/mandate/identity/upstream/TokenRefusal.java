package dev.mandate.identity.upstream;

/**
 * Why a token isn't taken.
 *
 * @param why in words for the log
 * @param later whether it couldn't be looked at, and may be good once its provider answers
 */
public record TokenRefusal(String why, boolean later) {}
