/** Facts and state that lifecycle-service owns: workers, access, the catalogue, and who changed them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.lifecycle;
