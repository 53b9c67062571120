export class CallDenied extends Error {
  constructor(message, decision) {
    super(message)
    this.name = this.constructor.name
    this.decision = decision
  }
}

export class CallHeld extends CallDenied {
  constructor(message, decision, page) {
    super(message, decision)
    this.approval = decision.context.approval
    this.page = page
  }
}
