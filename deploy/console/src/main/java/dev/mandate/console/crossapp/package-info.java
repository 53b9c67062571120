/** Where applications and agents act for people at other organisations. */
@org.jspecify.annotations.NullMarked
package dev.mandate.console.crossapp;
