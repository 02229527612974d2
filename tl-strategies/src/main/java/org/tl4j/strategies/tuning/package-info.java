/**
 * Fine-tuning: a frozen network with its head comes in from {@code frozen}, is trained further by {@code training}, and
 * is compared with the frozen network.
 */
package org.tl4j.strategies.tuning;
