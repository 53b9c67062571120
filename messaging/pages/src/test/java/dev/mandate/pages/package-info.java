/** What tests of pages have in common. */
package dev.mandate.pages;
