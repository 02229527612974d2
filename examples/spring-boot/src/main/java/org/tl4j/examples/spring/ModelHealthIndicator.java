package org.tl4j.examples.spring;

import java.awt.image.BufferedImage;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import org.tl4j.core.bundle.BundleManifest;
import org.tl4j.core.prediction.Predictor;

/** Up while the model labels a grey image; {@code /actuator/health} shows it. */
@Component
class ModelHealthIndicator implements HealthIndicator {
    private final Predictor predictor;

    ModelHealthIndicator(Predictor predictor) {
        this.predictor = predictor;
    }

    @Override
    public Health health() {
        predictor.predict(new BufferedImage(64, 64, BufferedImage.TYPE_INT_RGB));
        BundleManifest manifest = predictor.manifest();
        return Health.up()
                .withDetail("backbone", manifest.backbone())
                .withDetail("labels", manifest.labels().names().size())
                .build();
    }
}
