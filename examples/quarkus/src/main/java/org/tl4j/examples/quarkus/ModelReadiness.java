package org.tl4j.examples.quarkus;

import jakarta.enterprise.context.ApplicationScoped;
import java.awt.image.BufferedImage;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;
import org.tl4j.core.prediction.Predictor;

/**
 * Ready while the model labels a grey image; {@code /q/health/ready} shows it. Each question has an image computed, so strangers should
 * not reach that address: {@code quarkus.management.enabled=true} gives it a port of its own.
 */
@Readiness
@ApplicationScoped
class ModelReadiness implements HealthCheck {
    private final Predictor predictor;

    ModelReadiness(Predictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public HealthCheckResponse call() {
        predictor.predict(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
        return HealthCheckResponse.named("model")
                .up()
                .withData("backbone", predictor.manifest().backbone())
                .build();
    }
}
