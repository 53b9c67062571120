/** What a worker may do: birthright roles by department, granted roles by hand, written as one state record. */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.access;
