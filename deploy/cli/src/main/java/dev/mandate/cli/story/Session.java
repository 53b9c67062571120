package dev.mandate.cli.story;

/** A task under way: its session, the delegation that the acting agent holds, and the token that is bound to it. */
record Session(String session, String delegation, String token) {}
