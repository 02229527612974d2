package org.tl4j.strategies.training;

import java.util.Optional;

/**
 * What a run ended with.
 *
 * @param outcome what the network says of each validation example; empty without any
 * @param epoch the one after which the network was kept, from 1: the best on the validation examples, without any the last
 * @param epochs how many there could be
 */
public record Trained(Optional<ValidationPredictions> outcome, int epoch, int epochs) {}
