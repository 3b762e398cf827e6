package io.configrelay;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows one way: events know nothing of Slack, Slack nothing of Camel, deliveries nothing of how AWS is reached. */
@AnalyzeClasses(packages = "io.configrelay", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule EVENTS_KNOW_NOTHING_BUT_JSON = noClasses()
            .that()
            .resideInAPackage("..event..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..redaction..",
                    "..slack..",
                    "..delivery..",
                    "io.configrelay.config..",
                    "..sns..",
                    "org.apache.camel..",
                    "software.amazon..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule REDACTION_KNOWS_NOTHING_BUT_EVENTS = noClasses()
            .that()
            .resideInAPackage("..redaction..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..describe..",
                    "..slack..",
                    "..rules..",
                    "..delivery..",
                    "io.configrelay.config..",
                    "..sns..",
                    "org.apache.camel..",
                    "software.amazon..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule SLACK_KNOWS_NOTHING_BUT_EVENTS = noClasses()
            .that()
            .resideInAPackage("..slack..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..delivery..",
                    "io.configrelay.config..",
                    "..sns..",
                    "org.apache.camel..",
                    "software.amazon..",
                    "org.slf4j..");

    @ArchTest
    static final ArchRule DELIVERY_DOES_NOT_TALK_TO_AWS = noClasses()
            .that()
            .resideInAPackage("..delivery..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.configrelay.config..", "..sns..", "software.amazon..");
}
