/** Many rows in one statement: JSON in, JSON out. */
@org.jspecify.annotations.NullMarked
package dev.mandate.lifecycle.sql;
