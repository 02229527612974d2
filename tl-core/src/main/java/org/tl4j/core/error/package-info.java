/**
 * Failures. Every failure that a user can fix is a {@link org.tl4j.core.error.Tl4jException} whose message
 * names the subject, the rule it broke, the value found and the remedy. Imports nothing; every other package may use it.
 */
package org.tl4j.core.error;
