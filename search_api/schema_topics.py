"""Topics and key phrases as the API gives them."""

from pydantic import BaseModel, ConfigDict, Field


class TopicOut(BaseModel):
    """A subject of the official codification."""

    model_config = ConfigDict(from_attributes=True)

    number: int = Field(description="its number in the codification, 1 to 45", examples=[20])
    key: str = Field(description="what searches are filtered by", examples=["lao-dong"])
    name: str = Field(examples=["Lao động"])


class TopicsOut(BaseModel):
    """All subjects in the codification's order."""

    topics: list[TopicOut]


class TopicScoreOut(BaseModel):
    """A subject that a document is about."""

    topic: str = Field(description="the subject's key", examples=["lao-dong"])
    name: str = Field(examples=["Lao động"])
    probability: float = Field(description="calibrated: of those with 0.8, four in five are right", examples=[0.97])


class KeyPhraseOut(BaseModel):
    """A phrase that tells what a document is about, as printed; the best one weighs 1."""

    model_config = ConfigDict(from_attributes=True)

    text: str = Field(examples=["mức lương tối thiểu"])
    weight: float = Field(examples=[1.0])
