/** The demo: plays the story on real input and checks every expectation. */
@org.jspecify.annotations.NullMarked
package dev.mandate.cli.story;
