/** What all features of lifecycle-service are configured by. */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle;
