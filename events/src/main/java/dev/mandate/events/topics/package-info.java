/** The one place that says which topics exist, how they are kept, and who may write and read them. */
@org.jspecify.annotations.NullMarked
package dev.mandate.events.topics;
