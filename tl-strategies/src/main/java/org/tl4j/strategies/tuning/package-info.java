/**
 * Fine-tuning: a frozen network with its head comes in from {@code frozen}, is trained on by {@code descent}, and is weighed
 * against what it was.
 */
package org.tl4j.strategies.tuning;
